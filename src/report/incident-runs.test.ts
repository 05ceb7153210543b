import { describe, expect, it } from "vitest";
import { measuredRows } from "../charts/layers/measured-layers.ts";
import { isIncident } from "../planning/plan/is-incident.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { levelsTable } from "./review/levels-table.ts";

const finding = { code: "incident-level", severity: "warning", level: 150 } as const;
const words = { message: "", law: "", remedy: "" };

describe("isIncident", () => {
  it("tells the run that had it from others of the same load", () => {
    const audit = { findings: [{ ...finding, ...words, run: "b" }], incidents: [150] };
    expect(["a", "b", "c"].map((run) => isIncident(audit, { users: 150, run }))).toEqual([
      ...[false, true, false],
    ]);
    expect(isIncident(audit, { users: 200, run: "b" })).toBe(false);
    const single = { findings: [{ ...finding, ...words }], incidents: [150] };
    expect(isIncident(single, { users: 150, run: "" })).toBe(true);
  });

  it("marks that run alone in tables and pictures", () => {
    const sample = samplePlan();
    const [level] = sample.campaign.levels;
    if (level === undefined) throw new Error("no level");
    const runs = ["a", "b", "c"].map((run) => ({ ...level, users: 150, run, note: run }));
    const plan = {
      ...sample,
      campaign: { ...sample.campaign, levels: runs },
      audit: { ...sample.audit, findings: [{ ...finding, ...words, run: "b" }], incidents: [150] },
    };
    const kinds = measuredRows(plan, ({ throughput }) => throughput).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "incident")).toHaveLength(1);
    expect(JSON.stringify(levelsTable(plan)).match(/incident/g)).toHaveLength(1);
  });
});
