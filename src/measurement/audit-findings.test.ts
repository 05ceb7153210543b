import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { audit } from "./audit.ts";
import { gradeFactors } from "./campaign-grade.ts";
import { trustFactors } from "./level-trust.ts";
import { auditDocument } from "./testing/audit-document.ts";
import { deservingCampaigns, soundCampaign } from "./testing/deserving-campaigns.ts";
import { simulatedCampaign } from "./testing/simulated-campaign.ts";

/** Every code that the source of a finding names. */
function codesInSource(): readonly string[] {
  const folder = fileURLToPath(new URL("findings/", import.meta.url));
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(`${folder}${file}`, "utf8"));
  const named = texts.flatMap((text) => [
    ...text.matchAll(
      /(?:code: |more \? |: |finding\(\s*|\w+,\s*)"([a-z]+[a-z0-9]*(?:-[a-z0-9]+)+)"/g,
    ),
  ]);
  return [...new Set(named.map((match) => match[1] ?? ""))].sort();
}

describe("the findings of the audit", () => {
  it.each(Object.keys(deservingCampaigns))("%s is raised where it is deserved", (code) => {
    const { findings } = audit(deservingCampaigns[code] ?? soundCampaign);
    const found = findings.find((finding) => finding.code === code);
    expect(found, findings.map((finding) => finding.code).join()).toBeDefined();
    for (const text of [found?.message, found?.law, found?.remedy]) {
      expect(text).toMatch(/^\S.{10,}\.$/s);
      expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
    }
  });

  it("see no time-out in the P99 of few requests, which is next to their maximum anyway", () => {
    const clipped = deservingCampaigns["timeout-clipping"] ?? soundCampaign;
    const few = clipped.levels.map((level) =>
      level.users === 300 ? { ...level, requests: 900, failures: 18, duration: 4.55 } : level,
    );
    const codes = audit({ ...clipped, levels: few }).findings.map(({ code }) => code);
    expect(codes).not.toContain("timeout-clipping");
  });

  it.each([
    ["Internal Server Error (500)", false],
    ["Read timed out. (read timeout=2.4)", true],
  ])("see a time-out at the maximum where the failures say so: %s, %s", (error, seen) => {
    const clipped = deservingCampaigns["timeout-clipping"] ?? soundCampaign;
    const failures = clipped.levels.flatMap(({ users, run, failures: count = 0 }) =>
      count > 0 ? [{ users, run, method: "", path: "", error, count, note: "" }] : [],
    );
    const codes = audit({ ...clipped, failures }).findings.map(({ code }) => code);
    expect(codes.includes("timeout-clipping")).toBe(seen);
  });

  it.each([
    ["[Errno 99] Cannot assign requested address", 9, false],
    ["[Errno 99] Cannot assign requested address", 900, true],
    ["[Errno -2] Name or service not known", 1, false],
    ["[Errno 111] Connection refused", 900, false],
  ])("blame the load machine for %s, %i times: %s", (error, count, blamed) => {
    const failure = { users: 300, run: "", method: "GET", path: "/", error, count, note: "" };
    const levels = soundCampaign.levels.map((level) =>
      level.users === 300 ? { ...level, failures: count } : level,
    );
    const { findings } = audit({ ...soundCampaign, levels, failures: [failure] });
    expect(findings.some(({ code }) => code === "generator-saturated")).toBe(blamed);
  });

  it("are each deserved by one of the campaigns", () => {
    expect(Object.keys(deservingCampaigns).sort()).toEqual(codesInSource());
  });

  it("are none on a sound campaign, which gets an A and full trust", () => {
    const found = audit(soundCampaign);
    expect(found.findings).toEqual([]);
    expect(found.grade).toEqual({ letter: "A", score: 1, reasons: [] });
    expect(found.trust.map(({ trust }) => trust)).toEqual([1, 1, 1, 1]);
  });

  it.each([1, 2, 3, 4])("are none on a clean simulated one below its ceiling, seed %i", (seed) => {
    const { findings, grade } = audit(simulatedCampaign([20, 50, 80, 110], seed));
    expect(findings.map(({ code }) => code)).toEqual([]);
    expect(grade).toEqual({ letter: "A", score: 1, reasons: [] });
  });

  it.each([1, 2, 3])(
    "are none on a clean simulated one at its ceiling but the note on its endpoints, seed %i",
    (seed) => {
      const { findings, grade } = audit(simulatedCampaign([50, 100, 200, 300], seed));
      expect(findings.map(({ code }) => code)).toEqual(["endpoint-slowdown"]);
      expect(grade.letter).toBe("A");
    },
  );

  it("stand in docs/audit.md, word for word", () => {
    const file = fileURLToPath(new URL("../../docs/audit.md", import.meta.url));
    expect(readFileSync(file, "utf8")).toBe(auditDocument());
  });

  it("lower trust and grade by codes that exist", () => {
    const known = Object.keys(deservingCampaigns);
    for (const code of [...Object.keys(trustFactors), ...Object.keys(gradeFactors)]) {
      expect(known).toContain(code);
    }
  });
});

describe("trust", () => {
  const trustAt = (code: string, users: number) =>
    audit(deservingCampaigns[code] ?? soundCampaign).trust.find((one) => one.users === users);

  it.each(Object.keys(trustFactors))(
    "%s lowers the trust of its level and leaves another whole",
    (code) => {
      const { trust } = audit(deservingCampaigns[code] ?? soundCampaign);
      const lowered = trust.filter((one) => one.reasons.some((reason) => reason.code === code));
      expect(lowered.length).toBeGreaterThan(0);
      for (const one of trust) {
        expect(one.trust).toBeGreaterThanOrEqual(0);
        expect(one.trust).toBeLessThanOrEqual(1);
      }
      expect(trust.filter((one) => one.trust === 1).length).toBeGreaterThan(0);
    },
  );

  it("is the product of its reasons' factors, and 0 where the unit is not known", () => {
    expect(trustAt("unknown-unit", 300)?.trust).toBe(0);
    const twice = audit({
      ...(deservingCampaigns["drift-in-level"] ?? soundCampaign),
      levels: soundCampaign.levels.map((level) =>
        level.users === 300 ? { ...level, note: "generator saturated" } : level,
      ),
    });
    expect(twice.trust[2]?.trust).toBe(0.125); // 0.25 · 0.5
    expect(twice.trust[1]?.trust).toBe(1);
  });

  it("concerns the run that is meant, not every run of its load", () => {
    const [first, ...rest] = soundCampaign.levels;
    if (first === undefined) throw new Error("the sound campaign has levels");
    const runs = [
      { ...first, run: "a" },
      { ...first, run: "b", requests: (first.requests ?? 0) + 1, note: "generator saturated" },
    ];
    const { trust } = audit({ ...soundCampaign, levels: [...runs, ...rest] });
    expect(trust.slice(0, 2).map((one) => one.trust)).toEqual([1, 0.25]);
  });
});

describe("grade", () => {
  const gradeOf = (code: string) => audit(deservingCampaigns[code] ?? soundCampaign).grade;

  it("is B at best with a warning and C with an error, and says so", () => {
    expect(gradeOf("incident-level").letter).toBe("B");
    expect(gradeOf("percentile-order").letter).toBe("C");
    expect(gradeOf("percentile-order").reasons.at(-1)).toBe("Errors leave C at best.");
  });

  it("counts a level that says nothing as 0", () => {
    // Four sound levels of five: 0.8.
    expect(gradeOf("no-throughput")).toMatchObject({ letter: "B", score: 0.8 });
  });

  it("is F for a campaign without levels", () => {
    const nothing = { ...soundCampaign, levels: [] };
    expect(audit(nothing).grade).toMatchObject({ letter: "F", score: 0 });
  });
});
