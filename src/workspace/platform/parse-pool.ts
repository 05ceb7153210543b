/** A pool around stations in a YAML or JSON file. */
import { z } from "zod";
import type { Parsed } from "../../ingest/problem.ts";
import type { NetworkStation } from "../../textbook/closed/closed-network.ts";
import type { PoolSystem } from "../../textbook/closed/pool.ts";
import { stationOf, stationSchema } from "../network/network-station.ts";
import { parseYaml } from "../parse-yaml.ts";
import { quantityField } from "../quantity/quantity-field.ts";

export interface TypedPool {
  readonly system: PoolSystem;
  readonly users?: number;
}

export const poolSchema = z
  .strictObject({
    thinkTime: quantityField("time", "Mean time between a reply and the next request"),
    users: quantityField("users", "Users; --users wins").optional(),
    places: z.number().int().min(1).max(1e6).describe("Places of the pool"),
    inside: z.array(stationSchema).min(1).describe("Stations visited while a place is held"),
    outside: z.array(stationSchema).default([]).describe("Stations visited without one"),
  })
  .transform(({ users, ...typed }, context): TypedPool => {
    const lists: Record<"inside" | "outside", NetworkStation[]> = { inside: [], outside: [] };
    for (const place of ["inside", "outside"] as const) {
      for (const [i, station] of typed[place].entries()) {
        const made = stationOf(station);
        if ("hint" in made) {
          const { message, hint } = made;
          context.addIssue({
            code: "custom",
            message,
            params: { hint },
            path: [place, i, made.key],
          });
          return z.NEVER;
        }
        lists[place].push(made);
      }
    }
    const { thinkTime, places } = typed;
    return { system: { thinkTime, places, ...lists }, ...(users !== undefined && { users }) };
  });

/** @param file the name to call it by in problems */
export function parsePool(text: string, file: string): Parsed<TypedPool> {
  return parseYaml(text, file, poolSchema);
}
