import { describe, expect, it } from "vitest";
import { structureName, structureSentence } from "./structure.ts";

describe("structureSentence", () => {
  it("says in a planner's words what is waited for, by whom, and how it slows down", () => {
    expect(structureSentence({ resource: "connections", visits: "all", laws: [] })).toBe(
      "All requests wait for a pool of connections, taken in order of arrival; it keeps its capacity whatever waits.",
    );
    expect(
      structureSentence({ resource: "database", visits: "slow kind", laws: ["overload", "drift"] }),
    ).toBe(
      "The fast kind of requests meets only the API; the slow kind also waits for the database's cores, which all its queries share; it loses capacity as more requests are present and has a capacity that comes and goes over minutes.",
    );
  });
});

describe("structureName", () => {
  it("is one name for one structure", () => {
    expect(structureName({ resource: "loop", visits: "two kinds", laws: ["drift"] })).toBe(
      "two-kinds-loop-drift",
    );
  });
});
