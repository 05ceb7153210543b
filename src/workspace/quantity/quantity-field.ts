/** A field of a YAML file that holds a quantity with its unit. */
import { z } from "zod";
import { parseQuantity, QuantityError, type QuantityKind } from "./quantity.ts";

/** Accepts "65 ms" or a plain number where the kind allows one; gives base units. */
export function quantityField(kind: QuantityKind, description: string) {
  return z
    .union([z.string(), z.number()], { error: "expected a number with its unit" })
    .transform((typed, context) => {
      try {
        return parseQuantity(typed, kind);
      } catch (error) {
        if (!(error instanceof QuantityError)) throw error;
        const hint = "write the number, a space and the unit";
        context.addIssue({ code: "custom", message: error.message, params: { hint } });
        return z.NEVER;
      }
    })
    .describe(description);
}
