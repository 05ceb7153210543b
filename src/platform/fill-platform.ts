import type { Hypothesis, Platform } from "./platform.ts";
import { isMultiple, isPrior } from "./quantity.ts";
import { entriesOf } from "./unknowns-of.ts";

/**
 * The platform of a hypothesis with a value for each unknown.
 *
 * @param values by the names that `unknownsOf` gives
 * @throws RangeError if a value is missing or no finite number, or a multiple is of an unknown name
 */
export function fillPlatform(
  hypothesis: Hypothesis,
  values: Readonly<Record<string, number>>,
): Platform {
  const value = (name: string): number => {
    const given = Object.hasOwn(values, name) ? values[name] : undefined;
    if (given === undefined || !Number.isFinite(given)) {
      throw new RangeError(`values must hold a number for ${name}, got ${given}`);
    }
    return given;
  };
  const named = (name: string): number => {
    const number = Object.hasOwn(hypothesis.numbers, name) ? hypothesis.numbers[name] : undefined;
    if (number === undefined) throw new RangeError(`numbers must hold ${name}, got none`);
    return isPrior(number) ? value(name) : number;
  };
  const fill = (part: unknown, place: string): unknown => {
    if (isPrior(part)) return value(place);
    if (isMultiple(part)) return part.times * named(part.of);
    if (typeof part !== "object" || part === null) return part;
    const places = entriesOf(part, place);
    const filled = Object.entries(part).map(([key, member], i) => [
      key,
      fill(member, places[i]?.[0] ?? key),
    ]);
    if (Array.isArray(part)) return filled.map(([, member]) => member);
    return Object.fromEntries(filled);
  };
  return fill(hypothesis.platform, "") as Platform;
}
