import { describe, expect, it } from "vitest";
import { thingIs } from "./thing-is.ts";

describe("thingIs", () => {
  it.each([
    ["database", "the database is"],
    ["connections", "the connections are"],
    ["connections (primary)", "the connections (primary) are"],
    ["database (replicas)", "the database (replicas) is"],
    ["locks", "the locks are"],
    ["event loop", "the event loop is"],
    ["address", "the address is"],
  ])("says %s in its number", (name, words) => {
    expect(thingIs(name)).toBe(words);
  });
});
