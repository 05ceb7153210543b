import type { Pick } from "../planning/what-if/mixture.ts";
import type { ScenarioBase } from "../planning/what-if/run-scenario.ts";

/**
 * The same base with the draws of the mixture and none besides: limits and curves of a scenario are
 * the same to the last digit and come sooner; what each explanation says is not.
 */
export function pickedAlone(base: ScenarioBase): ScenarioBase {
  const used = base.groups.map((_, group) => [
    ...new Set(base.picks.filter((pick) => pick.group === group).map(({ draw }) => draw)),
  ]);
  const kept = base.groups.flatMap((_, group) => ((used[group]?.length ?? 0) > 0 ? [group] : []));
  const only = <T>(list: readonly T[], places: readonly number[]) =>
    places.flatMap((place) => list.slice(place, place + 1));
  return {
    ...base,
    groups: only(base.groups, kept).map((group, i) => {
      const places = used[kept[i] ?? 0] ?? [];
      return {
        ...group,
        drawn: only(group.drawn, places),
        draws: only(group.draws, places),
        ofDraws: only(group.ofDraws, places),
        unknowns: (group.unknowns ?? []).map((one) => ({
          ...one,
          positions: only(one.positions, places),
        })),
      };
    }),
    picks: base.picks.map(
      ({ group, draw }): Pick => ({
        group: kept.indexOf(group),
        draw: used[group]?.indexOf(draw) ?? 0,
      }),
    ),
  };
}
