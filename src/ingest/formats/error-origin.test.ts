import { describe, expect, it } from "vitest";
import { errorOrigin } from "./error-origin.ts";

describe("errorOrigin", () => {
  it.each([
    [`OSError(49, "Can't assign requested address")`, "generator"],
    ["dial tcp: lookup x: no such host", "generator"],
    ["ConnectionResetError(10054, 'reset')", "network"],
    ["HTTPError('503 Server Error')", "server"],
    ["", "server"],
  ])("places %j", (error, origin) => expect(errorOrigin(error)).toBe(origin));
});
