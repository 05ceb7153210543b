/**
 * Workspaces of random numbers, each with one fit: a campaign of any scale under a policy and a model with unknowns,
 * through `plan`. Prints what came out as a table, and every one that gave a figure that is not finite or an error
 * that is no refusal.
 *
 *   node --import tsx scripts/break-workspaces.ts [workspaces, 200] [seed, 1] [minutes, 60]
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { defaultPolicy, type Policy } from "../src/limits/policy.ts";
import { plan } from "../src/planning/plan/plan.ts";
import type { Hypothesis } from "../src/platform/platform.ts";
import { textTable } from "../src/wording/text-table.ts";
import { parsePlatform } from "../src/workspace/platform/parse-platform.ts";
import { notFinite } from "../src/workspace/testing/not-finite.ts";
import { randomCampaign } from "../src/workspace/testing/random-campaign.ts";

const [count = 200, seed = 1, minutes = 60] = process.argv.slice(2).map(Number);

/** What a policy file accepts, from strict to lax. */
const policy: fc.Arbitrary<Policy> = fc
  .record({
    p95: fc.constantFrom(1e-6, 0.05, 2, 3600),
    errorRate: fc.constantFrom(0, 1e-9, 0.05, 1),
    confidence: fc.constantFrom(0.5, 0.9, 0.999),
    safetyFactor: fc.constantFrom(1, 1.2, 1000),
    roundTo: fc.constantFrom(1, 10, 1e6),
  })
  .map(({ p95, errorRate, confidence, safetyFactor, roundTo }) => ({
    ...defaultPolicy,
    redLine: { p95, errorRate },
    objectives: { p95, errorRate },
    safeLimit: { safetyFactor, confidence, roundTo },
  }));

const known = ["one-pool", "pool-exhaustion", "lock-contention"].map((name): Hypothesis => {
  const path = `models/hypotheses/${name}.yaml`;
  const parsed = parsePlatform(
    readFileSync(new URL(`../${path}`, import.meta.url), "utf8"),
    path,
    name,
  );
  if (!parsed.ok) throw new Error(`${path} must be a model file`);
  return parsed.value;
});

/** Mostly without a model file, as `init` leaves a workspace; at times one of those that are here. */
const hypotheses = fc.constantFrom<readonly Hypothesis[]>([], [], [], ...known.map((one) => [one]));

const counts = { planned: 0, refused: 0, faulty: 0 };
const refusals = new Map<string, number>();
const until = performance.now() + minutes * 60_000;
let tried = 0;
let slowest = 0;
const workspace = fc.record({ campaign: randomCampaign, policy, hypotheses });
for (const input of fc.sample(workspace, { seed, numRuns: count })) {
  if (performance.now() > until) break;
  tried += 1;
  const before = process.cpuUsage();
  const faults: string[] = [];
  try {
    const made = plan({
      ...input,
      scenarios: [],
      seed: 1,
      program: "x",
      inputs: {},
      withoutIncidents: false,
    });
    counts.planned += 1;
    faults.push(...notFinite("plan", made));
  } catch (error) {
    if (error instanceof RangeError) {
      counts.refused += 1;
      const kind = error.message.replace(/[\d.e+-]+/g, "n").slice(0, 80);
      refusals.set(kind, (refusals.get(kind) ?? 0) + 1);
    } else faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const { user, system } = process.cpuUsage(before);
  slowest = Math.max(slowest, (user + system) / 1e6);
  if (faults.length === 0) continue;
  counts.faulty += 1;
  process.stdout.write(`${faults.slice(0, 3).join("; ")}\n  ${JSON.stringify(input)}\n`);
}
const rows = [
  ["workspaces", String(tried)],
  ...Object.entries(counts).map(([name, value]) => [name, String(value)]),
  ["slowest, processor time", `${slowest.toFixed(1)} s`],
];
process.stdout.write(`${textTable(["", ""], rows)}\n`);
for (const [kind, times] of refusals) process.stdout.write(`refused ${times} ×: ${kind}\n`);
