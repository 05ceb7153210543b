import { describe, expect, it } from "vitest";
import type { Finding } from "../../measurement/finding.ts";
import { auditText } from "./audit-text.ts";

const finding = (i: number, code = "a"): Finding => ({
  ...{ code, severity: "warning", level: i, message: `message ${code} ${i}.` },
  ...{ law: `The law of ${code}.`, remedy: `The remedy of ${code}.` },
});
const grade = { letter: "B", score: 0.8, reasons: [] } as const;
const trustOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ users: 3 * (i + 1), run: "", trust: 0.8 },
    reasons: [{ code: "a", factor: 0.8 }],
  }));
const count = (text: string, part: string) => text.split(part).length - 1;

describe("auditText", () => {
  it("tells findings one by one, and many of one kind under one law with how many more there are", () => {
    const few = [1, 2, 3, 4].map((i) => finding(i));
    const each = auditText({ findings: few, grade, trust: [] });
    expect(count(each, "The law of a.")).toBe(4);
    const many = [...few, finding(9, "b"), finding(5), finding(6)];
    const text = auditText({ findings: many, grade, trust: [] });
    expect(count(text, "The law of a.")).toBe(1);
    expect(count(text, "message a")).toBe(4);
    expect(text).toContain("… and 2 more of this kind");
    expect(count(text, "The law of b.")).toBe(1);
    expect(text).toContain("The audit found 7 warnings.");
  });

  it("lists doubted levels up to sixteen, and more of them by what they count", () => {
    const few = auditText({ findings: [finding(1)], grade, trust: trustOf(16) });
    expect(count(few, "0.80 (a)")).toBe(16);
    const many = auditText({ findings: [finding(1)], grade, trust: trustOf(111) });
    expect(many).toContain("  111 loads from 3 to 333 users: 0.80 (a)");
    expect(count(many, "0.80 (a)")).toBe(1);
  });
});
