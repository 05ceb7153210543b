/**
 * Is what Headroom recommends right on the system itself? Of three systems of data/population it sees
 * the campaign and the model file; every recommendation is then simulated at the system's true
 * parameters, which it never saw. Writes the table of docs/confirmed.md where nothing is named.
 *
 * Usage: node --import tsx scripts/confirm-recommended.ts [folder of systems] [g01,g02] [--keep <folder>]
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readCampaignFolder } from "../src/io/read-campaign-folder.ts";
import { findLimits } from "../src/limits/find-limits.ts";
import { defaultPolicy, type Policy } from "../src/limits/policy.ts";
import { fitCampaign } from "../src/planning/fit/fit-campaign.ts";
import { scenarioOfSet } from "../src/planning/optimize/improvement-sets.ts";
import { optimize } from "../src/planning/optimize/optimize.ts";
import { sizesSet } from "../src/planning/optimize/sizes/size-levers.ts";
import { type TrueParameters, truePlatform } from "../src/planning/testing/true-platform.ts";
import { type PlannedSettings, plannedSettings } from "../src/planning/verdict/planned-settings.ts";
import { NOTICEABLE } from "../src/planning/what-if/told/noticeable.ts";
import { applyScenario } from "../src/platform/levers/change/apply-scenario.ts";
import type { Platform } from "../src/platform/platform.ts";
import { NotPlanned, ofScale, type ScaleSettings } from "../src/report/export/export-target.ts";
import { simulatedPlatformOf } from "../src/simulation/course/simulated-platform-of.ts";
import { simulate } from "../src/simulation/engine/simulate.ts";
import { parsePlatform } from "../src/workspace/platform/parse-platform.ts";
import { keptFitsOfSystem } from "./kept-fits-of.ts";
import { markdownTable } from "./markdown-table.ts";

/** Requests of each simulation, warm-up beside them. */
const REQUESTS = 200_000;

/** Sizes are asked for by so many times the safe limit. */
const GROWTH = 1.5;

const args = process.argv.slice(2);
const keep = args.includes("--keep") ? args[args.indexOf("--keep") + 1] : undefined;
const [
  folder = fileURLToPath(new URL("../data/population/", import.meta.url)),
  names = "g01,g02,g03",
] = args.filter((word) => !word.startsWith("--") && word !== keep);

const rows: string[][] = [];
for (const name of names.split(",")) confirm(name);
const columns = "system,recommended,load,P95,objective,errors,refused,confirmed".split(",");
const table = markdownTable(columns, rows);
console.log(table);
if (args.length === 0 || (keep !== undefined && args.length === 2)) writeTable(table);

function confirm(name: string): void {
  const read = (file: string) => readFileSync(join(folder, name, file), "utf8");
  const truth = JSON.parse(read(`${name}.truth.json`)) as {
    readonly parameters: TrueParameters;
    readonly breakingPoint: {
      readonly baseline: { readonly users: number };
      /** Null: none up to twice the largest measured load. */
      readonly api_x2: { readonly users: number | null };
    };
  };
  const { redLine } = JSON.parse(read(`${name}.baseline.json`)) as { redLine: { p95: number } };
  const model = read("platform.yaml");
  const parsed = parsePlatform(model, "platform.yaml", name);
  const campaign = readCampaignFolder(join(folder, name, "campaign"), ".")?.campaign;
  if (!parsed.ok || campaign === undefined) throw new Error(`${name} cannot be read`);
  const policy: Policy = {
    ...defaultPolicy,
    redLine: { ...defaultPolicy.redLine, p95: redLine.p95 },
    objectives: { p95: redLine.p95, errorRate: 0.01 },
  };
  const fits = keptFitsOfSystem(keep ?? null, name);
  const fitted = fitCampaign(campaign, { seed: 1, hypotheses: [parsed.value], ...fits });
  const { limits } = findLimits(fitted.draws, policy, fitted.search);
  const real = truePlatform(truth.parameters);
  const tell = (what: string, platform: Platform, users: number) => {
    const { total } = simulate(simulatedPlatformOf(platform), {
      ...{ seed: 1, load: { users }, until: { requests: REQUESTS } },
      warmUp: 60 * platform.thinkTime,
    });
    const p95 = total.p95?.value ?? Number.POSITIVE_INFINITY;
    const [errors, refused] = [total.errorRate.value, total.refusedShare.value];
    const holds = p95 <= redLine.p95 && errors <= 0.01 && refused <= policy.refused;
    rows.push([
      name,
      what,
      `${users} users`,
      `${p95.toFixed(3)} s`,
      `${redLine.p95} s`,
      percent(errors),
      percent(refused),
      holds ? "yes" : "NO",
    ]);
    console.error(rows.at(-1)?.join(" | "));
  };
  console.error(`${name}: breaks at ${truth.breakingPoint.baseline.users} users in truth`);
  const safe = limits.safeLimit.value;
  tell(`safe limit ${safe} users, no rate limit`, real, safe);
  const rate = limits.rateLimit.value;
  if (rate !== null) {
    const behind = { ...real, rateLimit: rate };
    const { value } = limits.recommended;
    tell(`at most ${value} users behind a rate limit of ${rate} req/s`, behind, value);
  }
  const settings = plannedSettings(fitted, { policy, program: "", hypotheses: [parsed.value] });
  const scale = scaleOf(settings);
  if (typeof scale === "string") {
    // Twice the replicas raise the true breaking point by less than can be overlooked.
    const { baseline, api_x2: twice } = truth.breakingPoint;
    const most = twice.users ?? Number.POSITIVE_INFINITY;
    const moved = `${baseline.users.toFixed(0)} → ${twice.users?.toFixed(0) ?? "beyond"} users`;
    const right = most <= baseline.users * (1 + NOTICEABLE);
    const told = `no autoscaler: ${scale}`;
    rows.push([name, told, moved, "–", "–", "–", "–", right ? "yes" : "withheld in vain"]);
    console.error(rows.at(-1)?.join(" | "));
  } else {
    // The most replicas carry what each may be sent.
    const { perReplica, most } = scale;
    const scaled = { ...real, apiReplicas: most };
    const users = Math.floor(most * perReplica * (real.thinkTime + redLine.p95 / 10));
    tell(`autoscaler: ${perReplica} req/s a replica, up to ${most} replicas`, scaled, users);
  }
  const target = Math.round(GROWTH * safe);
  const { sizes } = optimize(fitted, policy, { users: target, improvements: [], probability: 0.9 });
  const sized = (of: Parameters<typeof sizesSet>[0]) =>
    applyScenario(scenarioOfSet(sizesSet(of)), real).platform;
  for (const { lever, smallest } of sizes.each) {
    if (smallest === null || lever === "rateLimit") continue;
    tell(`${lever}=${smallest}, for ${target} users`, sized({ [lever]: smallest }), target);
  }
  if (sizes.together !== null) {
    const words = Object.entries(sizes.together.sizes).map(([lever, size]) => `${lever}=${size}`);
    tell(`${words.join(", ")}, for ${target} users`, sized(sizes.together.sizes), target);
  }
}

/** What an autoscaler is written with, or why there is none. */
function scaleOf(settings: PlannedSettings): ScaleSettings | string {
  const made: ScaleSettings[] = [];
  try {
    ofScale((one) => {
      made.push(one);
      return "";
    })(settings);
  } catch (error) {
    if (!(error instanceof NotPlanned)) throw error;
    return error.message.split(",")[0] ?? error.message;
  }
  const [scale] = made;
  if (scale === undefined) throw new Error("no settings were made");
  return scale;
}

/** What the document says around its table is written by hand. */
function writeTable(fresh: string): void {
  const at = new URL("../docs/confirmed.md", import.meta.url);
  const before = readFileSync(at, "utf8");
  const old = before.split("\n").filter((line) => line.startsWith("|"));
  writeFileSync(
    at,
    before.replace(old.join("\n"), () => fresh.trimEnd()),
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
