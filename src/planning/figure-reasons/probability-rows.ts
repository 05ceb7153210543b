/**
 * By how much each measured figure moves the probability that all objectives hold: every draw of an
 * explanation is moved by the factor by which its best fit moves, as a posterior of normal law moves as
 * a whole, and those on which all hold are counted again.
 */

import { entryAt, numberAt } from "../../entry-at.ts";
import { type DrawnObjective, holdingDraws } from "../../limits/objectives/drawn-objectives.ts";
import { platformAt } from "../../limits/platform-at.ts";
import { probabilityOf } from "../../limits/summarize-draws.ts";
import type { Share } from "../../units.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { RowInfluence } from "../limit-reasons/limit-explanation.ts";
import { countedMembers, keyOfRow, type SlopedRow, slopesOf } from "../limit-reasons/row-slopes.ts";
import { figureReadings } from "./figure-at.ts";

/** What follows the unknowns and is above 0 everywhere: errors are counted, and what is turned away may be none. */
const moved = ["mean", "p95", "p99"] as const;

/** Where each stands in that list. */
const places: Readonly<Partial<Record<DrawnObjective["name"], number>>> = {
  mean: 0,
  p95: 1,
  p99: 2,
};

/** A row under one explanation. */
interface MemberRow extends SlopedRow {
  readonly member: number;
  readonly share: Share;
}

/** The strongest first; those that move no draw across a bound change nothing. */
export function probabilityRows(
  { hypotheses, draws }: FittedCampaign,
  objectives: readonly DrawnObjective[],
  users: number,
): readonly RowInfluence[] {
  const before = probabilityOf(holdingDraws(objectives, draws.length), draws.length);
  return rowsByFigure(hypotheses, users)
    .flatMap((same): readonly RowInfluence[] => {
      const [first] = same;
      if (first === undefined) return [];
      const { slopes: _, member: _member, share: _share, ...row } = first;
      const more = same.reduce((sum, one) => sum + one.share * one.more, 0);
      const holding = holdingDraws(shifted(objectives, same, hypotheses.picks), draws.length);
      return [{ ...row, more, change: probabilityOf(holding, draws.length) - before }];
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

/** Each measured figure under every explanation that counts. */
function rowsByFigure(
  hypotheses: FittedCampaign["hypotheses"],
  users: number,
): readonly (readonly MemberRow[])[] {
  const rows = new Map<string, MemberRow[]>();
  for (const { member, share } of countedMembers(hypotheses)) {
    const found = slopesOf(member, {
      numbers: moved.length,
      of: (platform) => {
        const point = platformAt(platform, users)(users);
        return moved.map((name) => Math.log(figureReadings[name].ofDraw(point)));
      },
    });
    for (const row of found) {
      const same = rows.get(keyOfRow(row)) ?? [];
      same.push({ ...row, share, member: hypotheses.members.indexOf(member) });
      rows.set(keyOfRow(row), same);
    }
  }
  return [...rows.values()];
}

function shifted(
  objectives: readonly DrawnObjective[],
  same: readonly MemberRow[],
  picks: FittedCampaign["hypotheses"]["picks"],
): readonly DrawnObjective[] {
  return objectives.map((objective) => {
    const place = places[objective.name];
    if (place === undefined) return objective;
    const factors = new Map(
      same.map((row) => [row.member, Math.exp(numberAt(row.slopes, place) * Math.log1p(row.more))]),
    );
    const values = objective.values.map(
      (value, i) => value * (factors.get(entryAt(picks, i).group) ?? 1),
    );
    return { ...objective, values };
  });
}
