/** `headroom.yaml`: names the measurements, the policy, the models and the scenarios of a workspace. */
import { z } from "zod";
import type { Parsed } from "../ingest/problem.ts";
import type { PublishedLimit } from "../limits/published-limit.ts";
import { claimsSchema, testsSchema } from "./claims-schema.ts";
import { knownSchema } from "./known-schema.ts";
import { acceptedSchema, launchSchema } from "./launch-schema.ts";
import { parseYaml } from "./parse-yaml.ts";
import { pricesSchema } from "./prices-schema.ts";
import { productionSchema } from "./production-schema.ts";
import { parseQuantity, QuantityError } from "./quantity/quantity.ts";

const quantities = [
  "knee",
  "peakThroughput",
  "breakingPoint",
  "safeLimit",
  "rateLimit",
  "greenEnd",
  "yellowEnd",
  "orangeEnd",
] as const;

const inside = (path: string) =>
  !/^([/\\]|[a-z]:)/i.test(path) && !path.split(/[/\\]/).includes("..");

const path = (what: string) =>
  z
    .string()
    .min(1)
    .refine(inside, { error: "must be a path inside the workspace" })
    .describe(`${what}; relative to this file`);

const published = z
  .strictObject({
    quantity: z.enum(quantities).describe("Which limit"),
    value: z.string().describe('"250 users", "125 req/s", or a range "275..300 users"'),
    source: z.string().min(1).describe("The sentence that states it"),
  })
  .transform((typed, context): PublishedLimit => {
    const { quantity, value, source } = typed;
    const unit =
      quantity === "peakThroughput" || quantity === "rateLimit"
        ? ("req/s" as const)
        : ("users" as const);
    try {
      const [low, high] = parseRange(value, unit);
      return { quantity, low, high, unit, source };
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      context.addIssue({
        code: "custom",
        message: error.message,
        params: { hint: 'write "250 users" or "275..300 users"' },
        path: ["value"],
      });
      return z.NEVER;
    }
  });

export const workspaceSchema = z.strictObject({
  name: z.string().min(1).describe("What the platform is called in the report"),
  campaign: path("Folder with levels.csv, and endpoints.csv and failures.csv if there are any"),
  policy: path("The policy file; without it the defaults hold").optional(),
  hypotheses: path(
    'Platform models that could be true; the last part may hold *, e.g. "models/hypotheses/*.yaml"',
  ).optional(),
  scenarios: path(
    'Scenario files; the last part may hold *, e.g. "models/scenarios/*.yaml"',
  ).optional(),
  improvements: path(
    'Scenarios with their cost; the last part may hold *, e.g. "models/improvements/*.yaml"',
  ).optional(),
  known: knownSchema.default({}),
  launch: launchSchema.optional(),
  accepted: acceptedSchema.default([]),
  prices: pricesSchema.optional(),
  production: productionSchema(
    path("Folder with levels.csv of what was measured on production; one level suffices"),
  ).optional(),
  out: path("Folder that `headroom plan` writes to").default("out"),
  published: z
    .array(published)
    .describe(
      "Limits that others have stated, printed beside Headroom's own; never read by the fit",
    )
    .default([]),
  claims: claimsSchema,
  tests: testsSchema,
});

export type WorkspaceFile = z.output<typeof workspaceSchema>;

/** The workspace file as data, defaults filled in. */
export function parseWorkspace(text: string, file: string): Parsed<WorkspaceFile> {
  return parseYaml(text, file, workspaceSchema);
}

function parseRange(text: string, unit: "users" | "req/s"): readonly [number, number] {
  const kind = unit === "users" ? "users" : "rate";
  const ends = /^\s*([\d.]+?)\s*\.\.\s*(.+)$/.exec(text);
  if (ends === null) {
    const value = parseQuantity(text, kind);
    return [value, value];
  }
  const high = parseQuantity(ends[2] ?? "", kind);
  const low = parseQuantity(`${ends[1]} ${unit}`, kind);
  if (low > high) throw new QuantityError(`expected a range that rises, got "${text}"`);
  return [low, high];
}
