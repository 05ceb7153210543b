import type { Hypothesis, Platform } from "./platform.ts";
import { isMultiple, isPrior } from "./quantity.ts";
import { entriesOf } from "./unknowns-of.ts";

/** What the numbers of a platform are read from. */
interface Numbers {
  /** Of an unknown, by its name or place. */
  readonly value: (name: string) => number;
  /** Of a number that the hypothesis names, known or not. */
  readonly named: (name: string) => number;
}

type Filler = (numbers: Numbers) => unknown;

/**
 * The platform of a hypothesis with a value for each unknown. What holds no unknown is shared with
 * the hypothesis.
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
  return fillerOf(hypothesis.platform)({ value, named }) as Platform;
}

const known = new WeakMap<Hypothesis["platform"], Filler>();

/** A hypothesis is filled once for each draw: where its unknowns stand is looked for once. */
function fillerOf(platform: Hypothesis["platform"]): Filler {
  const before = known.get(platform);
  if (before !== undefined) return before;
  const filler = fillerWithin(platform, "") ?? (() => platform);
  known.set(platform, filler);
  return filler;
}

/** Null where nothing is to be filled in. */
function fillerWithin(part: unknown, place: string): Filler | null {
  if (isPrior(part)) return ({ value }) => value(place);
  if (isMultiple(part)) return ({ named }) => part.times * named(part.of);
  if (typeof part !== "object" || part === null) return null;
  const places = entriesOf(part, place);
  const members = Object.entries(part).map(([key, member], i) => {
    const filler = fillerWithin(member, places[i]?.[0] ?? key);
    return { key, member, filler };
  });
  if (members.every(({ filler }) => filler === null)) return null;
  const fill = (numbers: Numbers) =>
    members.map(({ key, member, filler }): readonly [string, unknown] => [
      key,
      filler === null ? member : filler(numbers),
    ]);
  if (Array.isArray(part)) return (numbers) => fill(numbers).map(([, member]) => member);
  return (numbers) => Object.fromEntries(fill(numbers));
}
