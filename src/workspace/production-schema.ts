/** The section production: of `headroom.yaml`. */
import { z } from "zod";
import { type SpeedPrior, speedBetween } from "../planning/transfer/production.ts";
import type { Lever, Scenario } from "../platform/scenario.ts";
import { LeverError } from "./scenario/lever-error.ts";
import { leverNames, parseLever } from "./scenario/parse-lever.ts";

/** A speed given as one number is a benchmark's ratio: good to a tenth. */
const BENCHMARK = 1.1;

const speed = z
  .union([z.number(), z.string()], { error: 'expected a factor, or a range "1.0..1.6"' })
  .transform((typed, context) => {
    const [low, high] = rangeOf(typed);
    if (low > 0 && high > low && high <= 1000) return { low, high };
    const message = `expected a factor above 0, or a range that rises, got "${typed}"`;
    context.addIssue({ code: "custom", message, params: { hint: 'e.g. 1.2 or "1.0..1.6"' } });
    return z.NEVER;
  })
  .describe(
    'How many times as fast one request is served there as on staging: a range that holds it with 90 % ("1.0..1.6"), or a benchmark\'s ratio, taken to be good to 10 %',
  );

function rangeOf(typed: number | string): readonly [number, number] {
  const ends = /^\s*(\d+(?:\.\d+)?)\s*\.\.\s*(\d+(?:\.\d+)?)\s*$/.exec(String(typed));
  if (ends !== null) return [Number(ends[1]), Number(ends[2])];
  const one = Number(typed);
  return [one / BENCHMARK, one * BENCHMARK];
}

export interface ProductionFile {
  readonly sizes: Scenario | null;
  readonly speeds: readonly SpeedPrior[];
  /** Folder of what was measured there. */
  readonly levels: string | null;
}

/** @param folder a path inside the workspace */
export function productionSchema(folder: z.ZodType<string>) {
  return z
    .strictObject({
      sizes: z
        .partialRecord(z.enum(leverNames), z.union([z.string(), z.number()]))
        .describe('Its sizes, as levers: { db.cores: 16, api.replicas: "2 * api.replicas" }')
        .default({}),
      speed: z
        .record(z.string(), speed)
        .describe(
          'By station, or by its role (api, database, other), or "*" for the rest; 0.75 to 1.35 without it',
        )
        .default({}),
      levels: folder.optional(),
    })
    .transform(({ sizes, speed: speeds, levels = null }, context): ProductionFile => {
      const levers: Lever[] = [];
      for (const [name, to] of Object.entries(sizes)) {
        try {
          levers.push(parseLever(name, to));
        } catch (error) {
          if (!(error instanceof LeverError)) throw error;
          const { message, hint } = error;
          context.addIssue({ code: "custom", message, params: { hint }, path: ["sizes", name] });
        }
      }
      const title = levers.map(({ name, text }) => `${name}=${text}`).join(", ");
      return {
        sizes:
          levers.length === 0
            ? null
            : { name: "production", title, source: "", cost: null, levers },
        speeds: Object.entries(speeds).map(([one, { low, high }]) => speedBetween(one, low, high)),
        levels,
      };
    })
    .describe("What production is beside the platform that was tested: headroom transfer");
}
