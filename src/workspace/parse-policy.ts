/** `policy.yaml`: the zones, objectives and safety factors that a team has agreed on. */
import { z } from "zod";
import type { Parsed } from "../ingest/problem.ts";
import { defaultPolicy, type Policy } from "../limits/policy.ts";
import { parseYaml } from "./parse-yaml.ts";
import { quantityField } from "./quantity/quantity-field.ts";

const p95 = () => quantityField("time", "95 of 100 requests are answered within this time");
const errorRate = () => quantityField("share", "Share of requests that fail");

const bound = z
  .strictObject({ p95: p95().optional(), errorRate: errorRate().optional() })
  .describe("A load is in the first zone whose bounds both hold");

const tokenTimes = (what: string) =>
  z
    .strictObject({
      mean: quantityField("time", "Mean").optional(),
      p50: quantityField("time", "Median").optional(),
      p90: quantityField("time", "90 of 100 are within this time").optional(),
      p95: quantityField("time", "95 of 100 are within this time").optional(),
      p99: quantityField("time", "99 of 100 are within this time").optional(),
    })
    .refine((times) => Object.keys(times).length > 0, {
      error: "expected a time, e.g. { p95: 500 ms }",
    })
    .transform(present)
    .describe(`${what}; held against the measured levels alone, for no model predicts it`);

const factor = (what: string) =>
  z.number({ error: "expected a number, 1 or more" }).min(1).max(100).describe(what);

/** Below a half it would mean "more likely wrong", and nothing is certain. */
const confidence = () =>
  quantityField(
    "share",
    "Least probability that all objectives hold, from 50 % to below 100 %",
  ).refine((share) => share >= 0.5 && share < 1, {
    error: "expected a share from 50 % to below 100 %",
    params: { hint: "e.g. 90 %" },
  });

export const policySchema = z
  .strictObject({
    zones: z
      .strictObject({
        green: bound.optional(),
        yellow: bound.optional(),
        orange: bound.optional(),
      })
      .describe("Upper bounds of each zone, rising; past orange is red")
      .optional(),
    redLine: bound.describe("Crossing either bound is the breaking point").optional(),
    objectives: z
      .strictObject({
        mean: quantityField("time", "Mean response time").optional(),
        p95: p95().optional(),
        p99: quantityField("time", "99 of 100 requests are answered within this time").optional(),
        errorRate: errorRate().optional(),
        ttft: tokenTimes("From a request to the first token of its answer").optional(),
        tpot: tokenTimes("Mean time per further token of an answer").optional(),
        itl: tokenTimes("Between two tokens, over all answers").optional(),
      })
      .refine((objectives) => Object.keys(objectives).length > 0, {
        error: "expected at least one objective",
      })
      .describe("What every user is promised; replaces the default objectives as a whole")
      .optional(),
    safeLimit: z
      .strictObject({
        safetyFactor: factor("The breaking point is divided by this").optional(),
        confidence: confidence().optional(),
        roundTo: quantityField("users", "Rounded down to a multiple of this").optional(),
      })
      .optional(),
    rateLimit: z
      .strictObject({
        safetyFactor: factor("The highest throughput is divided by this").optional(),
        roundTo: quantityField("rate", "Rounded down to a multiple of this").optional(),
      })
      .optional(),
    refused: quantityField(
      "share",
      "Largest share of requests that a rate limit may turn away at a load that counts as held",
    ).optional(),
  })
  .superRefine((policy, context) => {
    const zones = mergeZones(policy.zones);
    for (const [i, zone] of zones.entries()) {
      const below = zones[i - 1];
      if (below !== undefined && (zone.p95 <= below.p95 || zone.errorRate < below.errorRate)) {
        const message = `${zone.name} must end above ${below.name}`;
        const params = { hint: "zones rise from green over yellow to orange" };
        context.addIssue({ code: "custom", message, params, path: ["zones", zone.name] });
      }
    }
  });

type PolicyFile = z.output<typeof policySchema>;

/** The policy of a file; whatever it leaves out is as in `usual`. */
export function parsePolicy(
  text: string,
  file: string,
  usual: Policy = defaultPolicy,
): Parsed<Policy> {
  const parsed = parseYaml(text, file, policySchema);
  return parsed.ok ? { ok: true, value: complete(parsed.value, usual) } : parsed;
}

function complete(file: PolicyFile, usual: Policy): Policy {
  const { redLine, safeLimit, rateLimit } = usual;
  const { ttft, tpot, itl, ...ofAnswers } = file.objectives ?? {};
  const ofTokens = present({ ttft, tpot, itl });
  return {
    zones: mergeZones(file.zones),
    redLine: {
      p95: file.redLine?.p95 ?? redLine.p95,
      errorRate: file.redLine?.errorRate ?? redLine.errorRate,
    },
    objectives: file.objectives === undefined ? usual.objectives : present(ofAnswers),
    ...(Object.keys(ofTokens).length === 0 ? {} : { tokenObjectives: ofTokens }),
    safeLimit: {
      safetyFactor: file.safeLimit?.safetyFactor ?? safeLimit.safetyFactor,
      confidence: file.safeLimit?.confidence ?? safeLimit.confidence,
      roundTo: file.safeLimit?.roundTo ?? safeLimit.roundTo,
    },
    rateLimit: {
      safetyFactor: file.rateLimit?.safetyFactor ?? rateLimit.safetyFactor,
      roundTo: file.rateLimit?.roundTo ?? rateLimit.roundTo,
    },
    refused: file.refused ?? usual.refused,
  };
}

function mergeZones(zones: PolicyFile["zones"]): Policy["zones"] {
  return defaultPolicy.zones.map((zone) => ({
    name: zone.name,
    p95: zones?.[zone.name]?.p95 ?? zone.p95,
    errorRate: zones?.[zone.name]?.errorRate ?? zone.errorRate,
  }));
}

/** The entries that have a value. */
function present<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
