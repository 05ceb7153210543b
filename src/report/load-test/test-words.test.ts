import { describe, expect, it } from "vitest";
import { pathParts } from "./test-words.ts";

describe("pathParts", () => {
  it.each(["/tasks/{id}/notes", "/tasks/[id]/notes", "/tasks/:id/notes", "/tasks/<int:id>/notes"])(
    "splits the parameter off %s, however the load test wrote it",
    (path) => {
      expect(pathParts(path)).toEqual(["/tasks/", "/notes"]);
    },
  );

  it("leaves a path without one as it is", () => {
    expect(pathParts("/tasks")).toEqual(["/tasks"]);
  });
});
