import { describe, expect, it } from "vitest";
import { parseWorkspace } from "./parse-workspace.ts";

const parsed = (out: string) =>
  parseWorkspace(`name: n\ncampaign: data\nout: ${out}\n`, "headroom.yaml");

describe("paths of a workspace", () => {
  it.each(["out", "reviews/2026", "out..old", "./out"])("takes %s", (out) => {
    expect(parsed(out).ok).toBe(true);
  });

  it.each(["..", "../elsewhere", "out/../../elsewhere", "/tmp/out", "C:/out", '"..\\\\out"'])(
    "refuses %s, which leaves it",
    (out) => {
      const result = parsed(out);
      expect(result.ok).toBe(false);
      if (result.ok) return;
      const [problem] = result.problems;
      expect(problem).toMatchObject({ file: "headroom.yaml", line: 3 });
      expect(problem?.message).toContain("inside the workspace");
    },
  );
});
