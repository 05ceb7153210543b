/** The sections claims: and tests: of `headroom.yaml`. */
import { z } from "zod";
import type { PublishedClaims } from "../limits/published-claims.ts";
import type { TestSetting } from "../measurement/test-setting.ts";
import { quantityField } from "./quantity/quantity-field.ts";

const said = (what: string) => z.string().trim().min(1).max(500).describe(what);

export const claimsSchema = z
  .strictObject({
    cause: z
      .strictObject({
        hypothesis: said("Name of the hypothesis' file, without its ending"),
        source: said("The sentence that states it"),
      })
      .describe("What they hold to be the cause")
      .optional(),
    autoscale: z
      .strictObject({
        users: quantityField("users", "The load at which replicas are added"),
        startTime: quantityField("span", "Until an added replica serves").optional(),
        source: said("The sentence that states it"),
      })
      .describe("When they have replicas added")
      .optional(),
  })
  .default({})
  .transform(({ cause = null, autoscale }): PublishedClaims => {
    if (autoscale === undefined) return { cause, autoscale: null };
    return { cause, autoscale: { ...autoscale, startTime: autoscale.startTime ?? null } };
  })
  .describe("Conclusions of others, judged in the report; never read by the fit");

export const testsSchema = z
  .strictObject({
    dates: said("When the load tests ran").optional(),
    environment: said("Where: machines, replicas, pool sizes, versions").optional(),
    tool: said("What made the load").optional(),
  })
  .default({})
  .transform(({ dates = null, environment = null, tool = null }): TestSetting => {
    return { dates, environment, tool };
  })
  .describe("When, where and by what the load was made; printed in the report, never fitted");
