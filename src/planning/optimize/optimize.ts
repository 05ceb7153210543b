/** The cheapest way to hold objectives at a load, from a fitted campaign. */

import { findLimits } from "../../limits/find-limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { tokenObjectives } from "../../limits/tokens/token-limits.ts";
import type { Share } from "../../units.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import { tokenName } from "../../wording/token-name.ts";
import { inList } from "../../wording/wording.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { candidateChanges } from "../next/candidate-changes.ts";
import { endpointTable } from "../predict/endpoint-table.ts";
import type { LaunchCondition } from "../verdict/launch-condition.ts";
import type { PlausibleGroup } from "../what-if/plausible-groups.ts";
import { plausibleGroups } from "../what-if/plausible-groups.ts";
import { cheapestSet } from "./cheapest-set.ts";
import { affordableImprovements, type Improvement } from "./improvement-sets.ts";
import { likelyGroups } from "./likely-groups.ts";
import type { CheapestResult, OptimizeResult, ParetoPoint } from "./optimize-result.ts";
import { decidingMeasurement } from "./order/deciding-measurement.ts";
import { planWork } from "./order/plan-work.ts";
import { paretoFront } from "./pareto-front.ts";
import { askedMargin, askedObjectives, marginLoad, setSearch } from "./set-search.ts";
import type { Prices } from "./sizes/prices.ts";
import { sizesSet } from "./sizes/size-levers.ts";
import { mostSent, sizeQuestion } from "./sizes/size-question.ts";
import { findSizes, type SizesResult } from "./sizes/sizes.ts";
import { monthlyMore } from "./sizes/smallest-sizes.ts";

export interface OptimizeOptions {
  readonly users: number;
  readonly improvements: readonly Improvement[];
  /** How probable it must be that all objectives hold. */
  readonly probability: Share;
  /** Hours; without, whatever it costs. */
  readonly maxCost?: number;
  /** What machines cost a month. */
  readonly prices?: Prices | null;
  /** Conditions of the launch's verdict, of which those that are measurements come first. */
  readonly conditions?: readonly LaunchCondition[];
  /** Start of every random stream; 1 unless said. */
  readonly seed?: number;
  readonly onProgress?: (done: number) => void;
}

/** The largest probability that so many draws can show. */
export const MOST_PROBABILITY = 0.98;

/** What one level of a measurement takes, and what a change before it does. */
const MINUTES_PER_LEVEL = 5;
const SETUP_MINUTES = 30;

/** Codes of conditions that are met by measuring a level again. */
const reruns: ReadonlySet<string> = new Set(["incident-level"]);

/**
 * Order of work, cheapest set and sizes for a load. Hypotheses below 1 % have no say.
 *
 * @throws ScenarioError where a lever's value makes no sense on this platform
 * @throws RangeError as `cheapestSet`
 */
export function optimize(
  fitted: FittedCampaign,
  policy: Policy,
  options: OptimizeOptions,
): OptimizeResult {
  const { users, improvements, probability, prices = null, onProgress } = options;
  const maxCost = options.maxCost ?? null;
  const groups = likelyGroups(plausibleGroups(fitted));
  const { objectives, refused } = policy;
  const asked = askedObjectives({ objectives, refused });
  const affordable = affordableImprovements(improvements, maxCost ?? Number.POSITIVE_INFINITY);
  const search = setSearch(groups, asked, users, affordable);
  const found = cheapestSet({
    ...{ groups, objectives, refused, improvements, users, probability, maxCost, search },
    ...(onProgress === undefined ? {} : { onProgress: (done: number) => onProgress(0.5 * done) }),
  });
  const marginUsers = marginLoad(policy, users);
  const margin = setSearch(groups, askedMargin(policy), marginUsers, affordable);
  // As `check` has it, at the confidence that is asked for.
  const gate = { ...policy, safeLimit: { ...policy.safeLimit, confidence: probability } };
  const { value: safeLimit, limitedBy } = findLimits(fitted.draws, gate, fitted.search).limits
    .safeLimit;
  // What holds beyond the measured loads, and so every size for it, is the models' word alone.
  const unreached =
    fitted.search.measured?.reachLimits === false && users > safeLimit ? limitedBy : undefined;
  const order = planWork({
    ...{ groups, search, asked, improvements, users, probability, maxCost, best: found.best },
    margin: {
      ...{ safeLimit, users: marginUsers, search: margin },
      ...(unreached === undefined ? {} : { unreached }),
    },
    reruns: (options.conditions ?? []).filter(({ code }) => reruns.has(code)),
    decide: () => decidingMeasurement(measurementsFor(fitted, groups, users, options.seed ?? 1)),
  });
  onProgress?.(0.7);
  const sizes = findSizes(
    sizeQuestion(groups, policy, { users, probability, prices }),
    policy,
    users,
    mostSent(groups, users),
  );
  onProgress?.(1);
  return {
    ...found,
    order,
    sizes,
    pareto: paretoFront([
      ...setPoints(found, improvements, groups, prices),
      ...sizePoints(sizes, prices),
    ]),
    assumptions: [
      ...(unreached === undefined ? [] : [unreachedWords(users, safeLimit)]),
      ...assumptionsOf(fitted, policy, users, affordable.length),
    ],
  };
}

/** Levels that could be run to tell the hypotheses apart: at the target and at both ends of the campaign. */
function measurementsFor(
  { campaign, search }: FittedCampaign,
  groups: readonly PlausibleGroup[],
  users: number,
  seed: number,
) {
  const { maxUsers } = search;
  const largest = campaign.levels.reduce((a, level) => Math.max(a, level.users), 1);
  const loads = [users, largest, Math.round(1.5 * largest)].filter((load) => load <= maxUsers);
  return {
    ...{ groups, users, maxUsers, seed },
    loads: [...new Set(loads)].sort((a, b) => a - b),
    changes: candidateChanges(endpointTable(campaign)),
    minutesPerLevel: MINUTES_PER_LEVEL,
    setupMinutes: SETUP_MINUTES,
  };
}

function setPoints(
  { front, best }: CheapestResult,
  improvements: readonly Improvement[],
  groups: readonly PlausibleGroup[],
  prices: Prices | null,
): readonly ParetoPoint[] {
  const { names, titles, cost, probability } = best;
  return [...front, { names, titles, cost, probability }].map((set) => {
    const chosen = improvements.filter(({ name }) => set.names.includes(name));
    const made = { improvements: chosen, cost: set.cost };
    return {
      titles: set.titles,
      hours: set.cost,
      monthly: prices === null ? null : monthlyMore(made, groups, prices),
      probability: set.probability,
    };
  });
}

function sizePoints({ each, together }: SizesResult, prices: Prices | null): ParetoPoint[] {
  const single = each.flatMap(({ lever, smallest, probability, monthly }) =>
    smallest === null || probability === null
      ? []
      : [{ titles: [`${lever}=${smallest}`], hours: 0, monthly, probability }],
  );
  if (together === null) return single;
  const titles = sizesSet(together.sizes).improvements.map(({ title }) => title);
  const { more, probability } = together;
  return [...single, { titles, hours: 0, monthly: prices === null ? null : more, probability }];
}

/** As the gate says it, whose verdict is not known there. */
function unreachedWords(users: number, safeLimit: number): string {
  return `The measured loads do not reach the limits: whether ${formatUsers(users)}, or any size, hold is the models' word alone. Measure above ${formatUsers(safeLimit)} first: headroom next.`;
}

function assumptionsOf(
  { hypotheses, search }: FittedCampaign,
  policy: Policy,
  users: number,
  listed: number,
): string[] {
  const tokens = tokenObjectives(policy).map(tokenName);
  return [
    ...(tokens.length === 0
      ? []
      : [
          `The objectives on ${inList(tokens)} are left out: no model predicts the times of tokens.`,
        ]),
    ...(listed === 0
      ? []
      : ["What an improvement changes is what its file says: measure it before and after."]),
    ...(listed < 2
      ? []
      : ["Where two improvements set the same number, the dearer one stays; factors multiply."]),
    ...(hypotheses.explains
      ? []
      : [
          "No explanation follows the measured figures as closely as repeated runs agree: the answer is rough.",
        ]),
    ...(users > search.maxUsers
      ? [
          `${formatUsers(users)} lie beyond ${formatCount(search.maxUsers)}, where predictions stop (twice the largest measured load).`,
        ]
      : []),
  ];
}
