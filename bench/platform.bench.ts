/** How long platforms take, warm, beside their targets. */
import { readFileSync } from "node:fs";
import { fillPlatform } from "../src/platform/fill-platform.ts";
import type { Platform } from "../src/platform/platform.ts";
import { medianOf } from "../src/platform/quantity.ts";
import { preparePlatform } from "../src/platform/solve/prepare-platform.ts";
import {
  platformPercentile,
  platformResponseTimes,
} from "../src/platform/solve/response/platform-response-times.ts";
import { solvePrepared } from "../src/platform/solve/solve-platform.ts";
import {
  platformOfSystem,
  type SimulatedSystem,
} from "../src/platform/testing/simulated-system.ts";
import { unknownsOf } from "../src/platform/unknowns-of.ts";
import { parsePlatform } from "../src/workspace/platform/parse-platform.ts";
import type { Bench } from "./bench.ts";
import { measure } from "./measure.ts";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

/** A hypothesis with all its unknowns at the middle of what is believed. */
function hypothesis(name: string): Platform {
  const parsed = parsePlatform(read(`models/hypotheses/${name}.yaml`), `${name}.yaml`, name);
  if (!parsed.ok) throw new Error(`${name}.yaml must be a model file`);
  const medians = unknownsOf(parsed.value).map((u): [string, number] => [
    u.name,
    medianOf(u.prior),
  ]);
  return fillPlatform(parsed.value, Object.fromEntries(medians));
}

const known: readonly { readonly name: string; readonly parameters: SimulatedSystem }[] =
  JSON.parse(read("data/simulated/known-systems.json")).systems;

const platforms: readonly (readonly [string, Platform])[] = [
  ...["pool-exhaustion", "lock-contention", "inefficient-agent-queries", "application-limits"].map(
    (name) => [name, hypothesis(name)] as const,
  ),
  ...known.map(({ name, parameters }) => [name, platformOfSystem(parameters)] as const),
];

/** The loads of a campaign, and of what-ifs. */
const seven = [10, 50, 100, 200, 300, 400, 500];
const fifty = Array.from({ length: 50 }, (_, i) => 10 * (i + 1));

function calibrationCall(platform: Platform, of: "all" | "endpoints"): void {
  const prepared = preparePlatform(platform, 500);
  for (const users of seven) {
    solvePrepared(prepared, users);
    platformResponseTimes(prepared, users, of);
  }
}

function everyLoad(platform: Platform): void {
  const prepared = preparePlatform(platform, 500);
  for (let users = 1; users <= 500; users++) solvePrepared(prepared, users);
}

/** X, R, P95 and the error rate. */
function whatIf(platform: Platform): void {
  const prepared = preparePlatform(platform, 500);
  for (const users of fifty) {
    solvePrepared(prepared, users);
    platformPercentile(prepared, users, 0.95);
  }
}

export const bench: Bench = async () => [
  ...platforms.flatMap(([name, platform]) => [
    measure(`${name}, 7 loads, totals`, 1, () => calibrationCall(platform, "all")),
    measure(`${name}, 7 loads, endpoints`, 2, () => calibrationCall(platform, "endpoints")),
    {
      ...measure(`${name}, N = 1…500 without percentiles`, 2, () => everyLoad(platform)),
      row: `${name}, N = 1…500`,
    },
    measure(`${name}, what-if at 50 loads`, 2.5, () => whatIf(platform)),
  ]),
];
