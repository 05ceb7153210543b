/**
 * Do verdict, conditions, order of work, sizes and settings of one launch go together? Asked of systems
 * of data/population, as a planner has them, and of the testbed from its figures alone; each at loads
 * below, near and above its safe limit. Prints what contradicts, and fails where anything does.
 *
 * Usage: node --import tsx scripts/check-consistency.ts [g03,g06,g09] [--testbed]
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readCampaignFolder } from "../src/io/read-campaign-folder.ts";
import { findLimits } from "../src/limits/find-limits.ts";
import { defaultPolicy, type Policy } from "../src/limits/policy.ts";
import { fitCampaign } from "../src/planning/fit/fit-campaign.ts";
import {
  launchInconsistencies,
  limitInconsistencies,
} from "../src/planning/testing/inconsistencies.ts";
import type { Hypothesis } from "../src/platform/platform.ts";
import { parsePlatform } from "../src/workspace/platform/parse-platform.ts";
import { markdownTable } from "./markdown-table.ts";

/** Loads as shares of the safe limit: below, near on both sides, past the margin, far past. */
const LOADS = [0.7, 0.98, 1, 1.05, 1.2, 1.5];

const data = fileURLToPath(new URL("../data/", import.meta.url));
const args = process.argv.slice(2);
const [names = "g03,g06,g09"] = args.filter((word) => !word.startsWith("--"));
const rows: string[][] = [];

for (const name of names.split(",")) {
  const folder = join(data, "population", name);
  const model = parsePlatform(readFileSync(join(folder, "platform.yaml"), "utf8"), "", name);
  if (!model.ok) throw new Error(`${name}/platform.yaml cannot be read`);
  const { redLine } = JSON.parse(readFileSync(join(folder, `${name}.baseline.json`), "utf8")) as {
    readonly redLine: { readonly p95: number };
  };
  const { p95 } = redLine;
  check(name, join(folder, "campaign"), [model.value], {
    ...defaultPolicy,
    redLine: { ...defaultPolicy.redLine, p95 },
    objectives: { p95, errorRate: 0.01 },
  });
}
if (args.includes("--testbed")) check("testbed A", join(data, "testbed", "A"), [], defaultPolicy);
console.log(markdownTable(["system", "safe limit", "loads", "contradictions"], rows));
if (rows.some((row) => row.at(-1) !== "none")) process.exitCode = 1;

function check(
  name: string,
  folder: string,
  hypotheses: readonly Hypothesis[],
  policy: Policy,
): void {
  const campaign = readCampaignFolder(folder, ".")?.campaign;
  if (campaign === undefined) throw new Error(`${folder} cannot be read`);
  const fitted = fitCampaign(campaign, {
    seed: 1,
    ...(hypotheses.length === 0 ? {} : { hypotheses }),
  });
  const safe = findLimits(fitted.draws, policy, fitted.search).limits.safeLimit.value;
  const loads = LOADS.map((share) => Math.max(1, Math.round(share * safe)));
  const wrong = [
    ...limitInconsistencies(fitted, policy),
    ...loads.flatMap((users) => launchInconsistencies(fitted, policy, users)),
  ];
  for (const one of wrong) console.error(`${name}: ${one}`);
  rows.push([name, `${safe}`, loads.join(", "), wrong.length === 0 ? "none" : wrong.join(" ")]);
}
