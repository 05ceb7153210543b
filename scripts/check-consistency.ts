/**
 * Do verdict, conditions, order of work, sizes and settings of one launch go together? Asked of systems
 * of data/population, as a planner has them, and of the testbed from its figures alone; each at loads
 * below, near and above its safe limit. Writes docs/consistency.md, and fails where anything contradicts.
 *
 * Usage: node --import tsx scripts/check-consistency.ts [g03,testbed] [--keep <folder>]
 *
 * With names, the rows of all other systems stay as the document has them. Fits are kept in a folder of
 * yours with --keep: a second run then takes half of the time.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readCampaignFolder } from "../src/io/read-campaign-folder.ts";
import { findLimits } from "../src/limits/find-limits.ts";
import { defaultPolicy, type Policy } from "../src/limits/policy.ts";
import { fitCampaign } from "../src/planning/fit/fit-campaign.ts";
import {
  launchInconsistencies,
  limitInconsistencies,
  safeLimitsOf,
} from "../src/planning/testing/inconsistencies.ts";
import type { Hypothesis } from "../src/platform/platform.ts";
import { parsePlatform } from "../src/workspace/platform/parse-platform.ts";
import { keptFitsOfSystem } from "./kept-fits-of.ts";
import { markdownTable } from "./markdown-table.ts";

/** Loads as shares of the safe limit: below, near on both sides, past the margin, far past. */
const LOADS = [0.7, 0.98, 1, 1.05, 1.2, 1.5];

const systems = ["g03", "g06", "g09", "testbed"];
const columns = ["system", "safe limit", "loads", "sizes asked about", "contradictions"];

interface System {
  readonly folder: string;
  readonly hypotheses: readonly Hypothesis[];
  readonly policy: Policy;
}

const data = fileURLToPath(new URL("../data/", import.meta.url));
const at = new URL("../docs/consistency.md", import.meta.url);
const args = process.argv.slice(2);
const keep = args.includes("--keep") ? args[args.indexOf("--keep") + 1] : undefined;
const [named] = args.filter((word) => !word.startsWith("--") && word !== keep);
const asked = named?.split(",") ?? systems;
const fresh = asked.map((name) => check(name));
const kept = named === undefined || !existsSync(at) ? [] : rowsBefore();
const rows = systems.flatMap((name) => {
  const own = (cells: readonly string[]) => cells[0] === name;
  return [fresh.find(own) ?? kept.find(own)].filter((row) => row !== undefined);
});
const table = markdownTable(columns, rows);
writeFileSync(at, documentOf(table));
console.log(table);
if (fresh.some((row) => row.at(-1) !== "none")) process.exitCode = 1;

function check(name: string): readonly string[] {
  const { folder, hypotheses, policy } = systemOf(name);
  const campaign = readCampaignFolder(folder, ".")?.campaign;
  if (campaign === undefined) throw new Error(`${folder} cannot be read`);
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1000);
  const fitted = fitCampaign(campaign, {
    seed: 1,
    ...(hypotheses.length === 0 ? {} : { hypotheses }),
    ...keptFitsOfSystem(keep ?? null, name),
  });
  console.error(`${name}: fitted after ${seconds()} s`);
  const safe = findLimits(fitted.draws, policy, fitted.search).limits.safeLimit.value;
  const loads = LOADS.map((share) => Math.max(1, Math.round(share * safe)));
  const safeLimitOf = safeLimitsOf(fitted, policy);
  const sizes = new Set<string>();
  const watched: typeof safeLimitOf = (one) => {
    sizes.add(JSON.stringify(one));
    return safeLimitOf(one);
  };
  const wrong = [
    ...limitInconsistencies(fitted, policy),
    ...loads.flatMap((users) => {
      const found = launchInconsistencies(fitted, policy, users, watched);
      console.error(`${name}: ${users} users after ${seconds()} s`);
      return found;
    }),
  ];
  for (const one of wrong) console.error(`${name}: ${one}`);
  const told = wrong.length === 0 ? "none" : wrong.join(" ");
  return [name, `${safe}`, loads.join(", "), `${sizes.size}`, told];
}

function systemOf(name: string): System {
  if (name === "testbed") {
    return { folder: join(data, "testbed", "A"), hypotheses: [], policy: defaultPolicy };
  }
  const folder = join(data, "population", name);
  const model = readFileSync(join(folder, "platform.yaml"), "utf8");
  const parsed = parsePlatform(model, "", name);
  if (!parsed.ok) throw new Error(`${name}/platform.yaml cannot be read`);
  const { redLine } = JSON.parse(readFileSync(join(folder, `${name}.baseline.json`), "utf8")) as {
    readonly redLine: { readonly p95: number };
  };
  const { p95 } = redLine;
  return {
    ...{ folder: join(folder, "campaign"), hypotheses: [parsed.value] },
    policy: {
      ...defaultPolicy,
      redLine: { ...defaultPolicy.redLine, p95 },
      objectives: { p95, errorRate: 0.01 },
    },
  };
}

/** The cells of the table in the document as it is. */
function rowsBefore(): readonly (readonly string[])[] {
  return readFileSync(at, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2)
    .map((line) => line.slice(2, -2).split(" | "));
}

function documentOf(table: string): string {
  const ofTestbed = rows.some(([name]) => name === "testbed")
    ? " and of the [testbed](../data/testbed/README.md) from its figures alone"
    : "";
  return [
    "# Do the answers about one launch go together?",
    "",
    `Written by \`node --import tsx scripts/check-consistency.ts\`, of systems of [data/population](../data/population/README.md) as a planner has them${ofTestbed}.`,
    "",
    "Each system is asked about launches at 70, 98, 100, 105, 120 and 150 % of its safe limit. A contradiction is any of these:",
    "",
    "- `plan` recommends more users than are safe, or more than its own rate limit lets in, or says nothing of a safe limit past yellow's end;",
    "- the verdict is GO where `check` fails, above the safe limit or on a load that rests on an incident, or not GO where `check` passes;",
    "- a condition on safe limit, zone or rate limit is missing, or there without its reason;",
    "- the verdict is GO where the order of work finds something to do, or NO GO where it finds nothing;",
    "- a size that `optimize` says holds the load is one of which `what-if` says that less is safe.",
    "",
    table,
    "",
  ].join("\n");
}
