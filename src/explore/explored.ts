/** A fitted campaign and what follows from it under one policy: what every answer of the page is made from. */
import { entryAt } from "../entry-at.ts";
import { summarizeLimits } from "../limits/find-limits.ts";
import { platformLimits } from "../limits/platform-limits.ts";
import type { Policy } from "../limits/policy.ts";
import type { FittedCampaign } from "../planning/fit/fit-campaign.ts";
import type { ScenarioBase } from "../planning/what-if/run-scenario.ts";
import { scenarioBase } from "../planning/what-if/scenario-base.ts";
import { remembered } from "./remembered.ts";

export interface Explored {
  readonly fitted: FittedCampaign;
  readonly base: ScenarioBase;
}

/** Its platforms are solved once for all policies that follow. */
export function explored(fitted: FittedCampaign, policy: Policy): Explored {
  const first = scenarioBase(fitted, policy);
  const groups = first.groups.map((group) => ({ ...group, draws: group.draws.map(remembered) }));
  const base = { ...first, groups };
  const draws = base.picks.map(({ group, draw }) => entryAt(entryAt(groups, group).draws, draw));
  return { fitted: { ...fitted, draws }, base };
}

/** The same platforms judged by another policy. */
export function underPolicy({ fitted, base }: Explored, policy: Policy): Explored {
  const { search, picks } = base;
  const groups = base.groups.map((group) => ({
    ...group,
    ofDraws: group.draws.map((draw) => platformLimits(draw, policy, search.maxUsers)),
  }));
  const ofDraws = picks.map(({ group, draw }) => entryAt(entryAt(groups, group).ofDraws, draw));
  const found = summarizeLimits(ofDraws, policy, search);
  return { fitted, base: { ...base, groups, found, policy } };
}
