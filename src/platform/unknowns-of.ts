import type { Hypothesis } from "./platform.ts";
import { isMultiple, isPrior, type Prior } from "./quantity.ts";

/** A number of a hypothesis that is not known. */
export interface Unknown {
  /** Its own name, or where it stands: "pools.connections.size". */
  readonly name: string;
  readonly prior: Prior;
}

/** The unknowns of a hypothesis, named ones first, each once. */
export function unknownsOf(hypothesis: Hypothesis): readonly Unknown[] {
  const named = Object.entries(hypothesis.numbers).flatMap(([name, number]) =>
    isPrior(number) ? [{ name, prior: number }] : [],
  );
  return [...named, ...unknownsWithin(hypothesis.platform, "")];
}

function unknownsWithin(part: unknown, place: string): readonly Unknown[] {
  if (isPrior(part)) return [{ name: place, prior: part }];
  if (typeof part !== "object" || part === null || isMultiple(part)) return [];
  return entriesOf(part, place).flatMap(([inner, value]) => unknownsWithin(value, inner));
}

/** Members with their places; those of a list go by their name or endpoint where they have one. */
export function entriesOf(part: object, place: string): readonly (readonly [string, unknown])[] {
  const within = (key: string) => (place === "" ? key : `${place}.${key}`);
  return Object.entries(part).map(([key, value]): readonly [string, unknown] => {
    const named: unknown = Array.isArray(part) ? (value?.name ?? value?.endpoint) : undefined;
    return [within(typeof named === "string" ? named : key), value];
  });
}
