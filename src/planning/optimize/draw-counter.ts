/** Counts the draws on which a set holds, as far as it takes. */
import { entryAt, numberAt } from "../../entry-at.ts";
import { probabilityOf } from "../../limits/summarize-draws.ts";
import type { Share } from "../../units.ts";
import type { PlausibleGroup } from "../what-if/plausible-groups.ts";
import type { ImprovementSet } from "./improvement-sets.ts";

/** A hypothesis of less weight moves no probability by more than a third of its draws would. */
const HARDLY_HEARD: Share = 0.05;

export type Holds = (set: ImprovementSet, group: number, draw: number) => boolean;

/** P(all hold), as far as it is needed: until it is sure to be low, or enough. */
export type DrawCounter = (
  set: ImprovementSet,
  isLow: (most: Share) => boolean,
  enough: Share,
) => Share;

export function above(count: DrawCounter, set: ImprovementSet, floor: Share): Share | null {
  const found = count(set, (most) => most <= floor, Number.POSITIVE_INFINITY);
  return found <= floor ? null : found;
}

/** @param most draws of each group that are asked, evenly spaced; Infinity: those that stand for it in the mixture */
export function drawCounter(
  groups: readonly PlausibleGroup[],
  holds: Holds,
  most: number,
): DrawCounter {
  // The likely hypotheses decide: asked first, they spare the others.
  const order = groups.map((_, g) => g).sort((a, b) => weightAt(groups, b) - weightAt(groups, a));
  // So do the draws on which most sets have failed.
  const asked = groups.map((group) => askedDraws(group, most).map((draw) => ({ draw, failed: 0 })));
  const count = asked.reduce((sum, { length }) => sum + length, 0);
  const inMixture = most === Number.POSITIVE_INFINITY && groups.every(({ picked }) => picked);
  const mixed = (held: readonly number[]) => {
    if (inMixture) return probabilityOf(sumOf(held), count);
    const share = held.reduce(
      (sum, k, g) => sum + (k === 0 ? 0 : (weightAt(groups, g) * k) / entryAt(asked, g).length),
      0,
    );
    return probabilityOf(share * count, count);
  };
  return (set, isLow, enough) => {
    const could = asked.map(({ length }) => length);
    const held = groups.map(() => 0);
    for (const g of order) {
      const draws = entryAt(asked, g).toSorted((a, b) => b.failed - a.failed || a.draw - b.draw);
      for (const one of draws) {
        if (isLow(mixed(could))) return mixed(could);
        if (mixed(held) >= enough) return enough;
        if (holds(set, g, one.draw)) {
          held[g] = numberAt(held, g) + 1;
        } else {
          one.failed++;
          could[g] = numberAt(could, g) - 1;
        }
      }
    }
    return mixed(could);
  };
}

/** Over the draws that stand for the mixture; where none are named, the mean over the hypotheses by weight. */
export function shareCounter(
  groups: readonly PlausibleGroup[],
): (test: (group: number, draw: number) => boolean) => Share {
  const inMixture = groups.every(({ picked }) => picked !== undefined);
  return (test) => {
    const counts = groups.map((group, g) => {
      const draws = askedDraws(group, Number.POSITIVE_INFINITY);
      return { held: draws.filter((draw) => test(g, draw)).length, of: draws.length };
    });
    if (inMixture) {
      return probabilityOf(
        sumOf(counts.map(({ held }) => held)),
        sumOf(counts.map(({ of }) => of)),
      );
    }
    return sumOf(counts.map(({ held, of }, g) => weightAt(groups, g) * probabilityOf(held, of)));
  };
}

function askedDraws({ draws, picked, weight }: PlausibleGroup, most: number): readonly number[] {
  if (most === Number.POSITIVE_INFINITY && picked !== undefined) return picked;
  return spaced(draws.length, weight < HARDLY_HEARD ? Math.ceil(most / 3) : most);
}

/** So many places of a list, evenly spaced. */
export function spaced(length: number, most: number): number[] {
  const count = Math.min(most, length);
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * length) / count));
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((a, one) => a + one, 0);

const weightAt = (groups: readonly PlausibleGroup[], g: number) => groups[g]?.weight ?? 0;
