/** Work of people: "6 h", "2 days". */
import { z } from "zod";
import { QuantityError } from "./quantity/quantity.ts";

/** A day of work has 8 hours, whatever the clock says. */
const hoursOf: Readonly<Record<string, number>> = { h: 1, hour: 1, hours: 1, day: 8, days: 8 };

const shape = /^(\d+\.?\d*|\.\d+)\s*([a-z]+)$/i;

/** Nobody plans a change that takes ten people ten years. */
const mostHours = 200_000;

/**
 * Hours of work.
 *
 * @throws QuantityError unless it is a number above 0 with hours or days as its unit
 */
export function parseEffort(typed: string | number): number {
  const [, number, unit = ""] = shape.exec(String(typed).trim()) ?? [];
  const factor = Object.hasOwn(hoursOf, unit) ? hoursOf[unit] : undefined;
  const hours = factor === undefined ? Number.NaN : Number(number) * factor;
  if (hours > 0 && hours <= mostHours) return hours;
  const shown = String(typed).slice(0, 40);
  throw new QuantityError(`expected hours or days of work, e.g. "6 h" or "2 days", got "${shown}"`);
}

/** A field of a YAML file that holds an effort; gives hours. */
export const effortField = z
  .union([z.string(), z.number()], { error: "expected hours or days of work" })
  .transform((typed, context) => {
    try {
      return parseEffort(typed);
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      const hint = 'write "6 h" or "2 days"; a day of work has 8 hours';
      context.addIssue({ code: "custom", message: error.message, params: { hint } });
      return z.NEVER;
    }
  })
  .describe('Work to get there: "6 h" or "2 days" of 8 hours');
