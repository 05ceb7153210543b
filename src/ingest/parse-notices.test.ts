import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../measurement/finding.ts";
import { campaignCsv } from "./campaign-csv.ts";
import { noticeKey, parseNotices } from "./parse-notices.ts";

const word = fc
  .stringMatching(/^[a-zé;,"'/?& ß한.]{1,40}$/)
  .map((text) => text.replace(/\s+/g, " ").trim())
  .filter((text) => text !== "");

const notice: fc.Arbitrary<Finding> = fc.record({
  code: fc.constantFrom("ramp-included", "no-p99"),
  severity: fc.constantFrom("error", "warning", "note"),
  level: fc.option(fc.integer({ min: 1, max: 1e6 })),
  message: word,
  law: word,
  remedy: word,
});

describe("parseNotices", () => {
  it("reads back what was written", () => {
    const notices = fc.uniqueArray(notice, { selector: noticeKey, minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(notices, (written) => {
        const campaign = { name: "x", levels: [], endpoints: [], failures: [], notices: written };
        const text = campaignCsv(campaign)["notices.csv"] ?? "";
        expect(parseNotices(text, "notices.csv")).toEqual({ ok: true, value: written });
      }),
    );
  });

  it.each([
    ["users,severity,code,message\n5,grave,a,b\n", /expected error, warning, note/],
    ["users,severity,code,message\n5,note,,b\n", /code: the cell is empty/],
    ["users,severity,code,message\n-5,note,a,b\n", /negative/],
    ["users,severity,code,message\n,note,a,b\n,note,a,b\n", /repeats line 2/],
    ["users,severity,code\n5,note,a\n", /column message is missing/],
  ])("refuses %j", (text, reason) => {
    const parsed = parseNotices(text, "notices.csv");
    expect(parsed.ok ? "" : parsed.problems[0]?.message).toMatch(reason);
  });
});
