import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { freshFits } from "../calibration/hypothesis-fits.ts";
import { assembleCampaign } from "../ingest/assemble-campaign.ts";
import { parseLevels } from "../ingest/parse-levels.ts";
import { defaultPolicy } from "../limits/policy.ts";
import { parsePlatform } from "../workspace/platform/parse-platform.ts";
import { parseScenario } from "../workspace/scenario/parse-scenario.ts";
import { anonymizeFits, anonymizeInput } from "./anonymize-input.ts";
import type { ExploreInput } from "./explore-input.ts";
import { pageData } from "./page-data.ts";
import { recordedFits, replayedFits } from "./recorded-fits.ts";
import { shopWorkspace } from "./testing/shop-workspace.ts";

const code = (name: string) => createHash("sha256").update(`key ${name}`).digest("hex");
const file = (path: string) => shopWorkspace[path] ?? "";
const required = <T>(parsed: { ok: true; value: T } | { ok: false; problems: unknown }): T => {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};

const model = file("models/hypotheses/database.yaml")
  .replaceAll("queryTime", "orderTime")
  .replace("name: database", "name: ledger store")
  .replace("around: [database]", "around: [ledger store]");
const input: ExploreInput = {
  program: "headroom test",
  seed: 1,
  campaign: assembleCampaign(
    "Corner shop",
    required(parseLevels(file("data/levels.csv"), "levels.csv")),
  ),
  policy: defaultPolicy,
  hypotheses: [required(parsePlatform(model, "ledger.yaml", "ledger"))],
  known: {},
  accepted: [
    { code: "few-requests", level: null, reason: "Ada said so", by: "Ada", on: "2026-01-20" },
  ],
  launch: {
    load: { kind: "users", users: 40 },
    thinkTime: null,
    mix: { "GET /<img src=x onerror=window.broken=1>": 3, "POST /orders": 1 },
  },
  scenarios: [
    required(
      parseScenario(
        'title: Cheaper orders\nlevers:\n  - { lever: demand, to: "0.5", endpoints: "POST /ord*" }\n',
        "orders.yaml",
        "orders",
      ),
    ),
  ],
};

describe("anonymizeInput", () => {
  const record = recordedFits(freshFits);
  const { data } = pageData(input, record.fits);
  const hidden = anonymizeInput(input, code);
  const fits = replayedFits(anonymizeFits(record.recorded, input, code));
  const { data: shown } = pageData(hidden, fits);

  it("gives the same answers", () => {
    expect(shown.today.limits).toEqual(data.today.limits);
    expect(shown.launch.probability).toBe(data.launch.probability);
    expect(shown.explanations.map(({ limits }) => limits)).toEqual(
      data.explanations.map(({ limits }) => limits),
    );
  });

  it("leaves no name anywhere on the page", () => {
    expect(JSON.stringify(data)).toMatch(/ledger|orderTime|Ada/);
    expect(JSON.stringify(shown)).not.toMatch(
      /ledger|order|Ada|shop|Cheaper|onerror|The <b>|made up/i,
    );
  });

  it("keeps what a change acts on, though its glob ends within a word", () => {
    const levers = hidden.scenarios[0]?.levers ?? [];
    const names = hidden.hypotheses[0]?.platform.endpoints.map(({ name }) => name) ?? [];
    expect(levers.map(({ endpoints }) => endpoints)).toEqual([names[1]]);
    expect(names[1]).toMatch(/^POST \/[a-z]{4}-[a-z]{6}$/);
  });
});
