/** A question with two answers, as two groups of plausible platforms: those that say yes, and no. */
import { entryAt } from "../../entry-at.ts";
import type { Pick } from "../what-if/mixture.ts";
import type { PlausibleGroup } from "../what-if/plausible-groups.ts";

export interface YesOrNo {
  /** "400 users are held", "they are not". */
  readonly titles: readonly [string, string];
  readonly isYes: (group: number, draw: number) => boolean;
}

/**
 * What a measurement tells about the groups' names is then what it tells about the answer. One group
 * alone where every platform says the same: there is nothing to ask.
 *
 * @param picks which draws stand for the whole
 */
export function answerGroups(
  groups: readonly PlausibleGroup[],
  picks: readonly Pick[],
  { titles, isYes }: YesOrNo,
): readonly PlausibleGroup[] {
  const sides = [true, false].map((yes) =>
    picks.filter(({ group, draw }) => isYes(group, draw) === yes),
  );
  return sides.flatMap((side, i) => {
    const [first] = side;
    if (first === undefined) return [];
    const members = side.map(({ group, draw }) => ({ of: entryAt(groups, group), draw }));
    const scales = members.map(({ of }) => of.noiseScale);
    return [
      {
        hypothesis: { name: i === 0 ? "yes" : "no", title: entryAt(titles, i) },
        weight: side.length / picks.length,
        standing: true,
        noiseScale: scales.reduce((a, b) => a + b, 0) / scales.length,
        largestLoad: entryAt(groups, first.group).largestLoad,
        drawn: members.map(({ of, draw }) => entryAt(of.drawn, draw)),
        draws: members.map(({ of, draw }) => entryAt(of.draws, draw)),
      },
    ];
  });
}
