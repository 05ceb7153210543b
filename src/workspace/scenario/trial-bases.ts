import type { LeverBase } from "../../platform/levers/lever-base.ts";
import { levers } from "../../platform/levers/levers.ts";

/** Platforms on which two figures or more differ from the usual at once. */
const MIXED = 1000;

/** Multiplier and modulus of Park and Miller's generator: any mixture that is always the same. */
const [MULTIPLIER, MODULUS] = [48_271, 2_147_483_647] as const;

/**
 * What platforms of all sizes are today: every figure over all its values beside the first value
 * of the others, then all of them mixed.
 */
export function* trialBases(): Generator<LeverBase> {
  const figures = levers.flatMap(({ name, today }) =>
    today === null ? [] : [{ name, tried: today.tried }],
  );
  const first = baseOf(figures.map(({ name, tried }) => [name, tried[0]]));
  for (const { name, tried } of figures) {
    for (const value of tried) yield { ...first, [name]: value };
  }
  let state = 1;
  const next = () => {
    state = (state * MULTIPLIER) % MODULUS;
    return state;
  };
  for (let k = 0; k < MIXED; k++) {
    yield baseOf(figures.map(({ name, tried }) => [name, tried[next() % tried.length]]));
  }
}

const baseOf = (entries: readonly (readonly [string, number | undefined])[]) =>
  Object.fromEntries(entries) as LeverBase;
