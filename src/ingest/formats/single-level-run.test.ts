import { describe, expect, it } from "vitest";
import { codesOf, importOne } from "../testing/import-one.ts";
import * as files from "../testing/synthetic-files.ts";

describe("singleLevelRun", () => {
  it("leaves counts out that cannot be of one test, and says so", () => {
    // More errors than the 2,000 requests of the report, as two files joined by hand have.
    const text = files.ghzText.text.replace(/\[(?:OK|Unavailable)\]\s+\d+/g, "[Unavailable] 7234");
    const run = importOne({ name: "ghz.txt", text });
    expect(codesOf(run)).toContain("counts-contradict");
    expect(run.level.requests).toBeUndefined();
    expect(run.level.failures).toBeUndefined();
  });

  it("takes siege's transactions for requests only where they are a count", () => {
    const text = files.siege.text.replace(/(Transactions:\s+)\d+/, "$132.39");
    expect(() => importOne({ name: "siege.txt", text })).toThrow("siege");
  });
});
