/** A scenario file: named levers that are applied together. */
import { z } from "zod";
import type { Parsed } from "../../ingest/problem.ts";
import { matchesEndpoint } from "../../platform/matches-endpoint.ts";
import type { Lever, Scenario } from "../../platform/scenario.ts";
import { effortField } from "../effort.ts";
import { meantName } from "../meant-name.ts";
import { parseYaml } from "../parse-yaml.ts";
import { LeverError } from "./lever-error.ts";
import { endpointLevers, leverNames, parseLever } from "./parse-lever.ts";

const lever = z
  .strictObject({
    lever: z.enum(leverNames).describe("What is changed"),
    to: z
      .union([z.string(), z.number()], { error: "expected a number, a quantity or an expression" })
      .describe(
        'Its new value: 40, "60 %", "125 req/s", "2 s", an expression "2 * pool.size", or "x2" for twice as much as today',
      )
      .optional(),
    endpoints: z
      .string()
      .describe(`For ${endpointLevers}: "METHOD /path", * stands for anything; all without it`)
      .optional(),
  })
  .transform((typed, context): Lever => {
    try {
      return parseLever(typed.lever, typed.to, typed.endpoints);
    } catch (error) {
      if (!(error instanceof LeverError)) throw error;
      const { message, hint } = error;
      context.addIssue({ code: "custom", message, params: { hint }, path: ["to"] });
      return z.NEVER;
    }
  });

export const scenarioSchema = z.strictObject({
  title: z.string().min(1).describe("What a planner calls it"),
  source: z.string().describe("The sentence or ticket that it stands for").optional(),
  cost: effortField.optional(),
  levers: z
    .array(lever)
    .min(1)
    .refine((levers) => new Set(levers.map(identity)).size === levers.length, {
      error: "the same lever is applied twice",
    })
    .describe("Applied together"),
});

const identity = ({ name, endpoints = "" }: Lever) => `${name} ${endpoints}`;

/** Endpoints of the platforms that a scenario is applied to, each a list of its own. */
export type KnownEndpoints = readonly (readonly string[])[];

/**
 * @param name the file's name without its ending
 * @param known globs must match an endpoint of each; none given, none checked
 */
export function parseScenario(
  text: string,
  file: string,
  name: string,
  known: KnownEndpoints = [],
): Parsed<Scenario> {
  const parsed = parseYaml(text, file, scenarioSchema.superRefine(matchIn(known)));
  if (!parsed.ok) return parsed;
  const { title, source = "", cost = null, levers } = parsed.value;
  return { ok: true, value: { name, title, source, cost, levers } };
}

/** A scenario that must say what it costs: without, it cannot be weighed against others. */
export function parseImprovement(
  text: string,
  file: string,
  name: string,
  known: KnownEndpoints = [],
): Parsed<Scenario & { readonly cost: number }> {
  const schema = scenarioSchema.required({ cost: true }).superRefine(matchIn(known));
  const parsed = parseYaml(text, file, schema);
  if (!parsed.ok) return parsed;
  const { title, source = "", cost, levers } = parsed.value;
  return { ok: true, value: { name, title, source, cost, levers } };
}

const matchIn =
  (known: KnownEndpoints) =>
  ({ levers }: { readonly levers: readonly Lever[] }, context: z.core.$RefinementCtx): void => {
    for (const [i, { endpoints }] of levers.entries()) {
      if (endpoints === undefined) continue;
      const missed = known.find((names) => !names.some((one) => matchesEndpoint(endpoints, one)));
      if (missed === undefined) continue;
      const message = `no endpoint matches "${endpoints}"`;
      const hint = meantName(endpoints, missed, `known: ${missed.join(", ")}`);
      const path = ["levers", i, "endpoints"];
      context.addIssue({ code: "custom", message, params: { hint }, path });
    }
  };
