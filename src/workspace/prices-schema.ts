/** The section prices: of `headroom.yaml`. */
import { z } from "zod";
import type { Prices } from "../planning/optimize/sizes/prices.ts";

const money = (what: string) => z.number().nonnegative().max(1e9).describe(what);

export const pricesSchema = z
  .strictObject({
    currency: z.string().trim().min(1).max(10).describe('What the prices are in, e.g. "EUR"'),
    vcpu: money("One vCPU of a database node, a month"),
    gb: money("One GB of a database node's memory, a month").default(0),
    gbPerVcpu: z
      .number()
      .positive()
      .max(1000)
      .describe("GB of memory that come with each vCPU of a database node")
      .default(4),
    replica: money("One replica of the API, a month"),
  })
  .transform((typed): Prices => typed)
  .describe("What machines cost a month: headroom optimize looks for the cheapest sizes");
