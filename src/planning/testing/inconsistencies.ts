/** Whether the answers about one launch go together: what contradicts is named, one sentence each. */
import { entryAt } from "../../entry-at.ts";
import { findLimits, summarizeLimits } from "../../limits/find-limits.ts";
import { platformAt } from "../../limits/platform-at.ts";
import { platformLimits } from "../../limits/platform-limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Finding } from "../../measurement/finding.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { scenarioOfSet } from "../optimize/improvement-sets.ts";
import { optimize } from "../optimize/optimize.ts";
import { sizesSet } from "../optimize/sizes/size-levers.ts";
import { rateLimitFindings } from "../plan/rate-limit-findings.ts";
import { restsOnUpTo } from "../verdict/incident-conditions.ts";
import { usersTarget } from "../verdict/launch-target.ts";
import { launchVerdict } from "../verdict/launch-verdict.ts";
import { limitsAtOddsFindings } from "../verdict/limits-at-odds-findings.ts";
import { changeDraws } from "../what-if/change-drawn.ts";
import { scenarioBase } from "../what-if/scenario-base.ts";

/** A step of users may send so much more than a rate that is reached between two whole users. */
const BETWEEN_USERS = 1.01;

/** Of the limits alone, whatever is launched. */
export function limitInconsistencies(fitted: FittedCampaign, policy: Policy): readonly string[] {
  const { limits, zones } = findLimits(fitted.draws, policy, fitted.search);
  const { safeLimit, rateLimit, recommended } = limits;
  const said = limitsAtOddsFindings(fitted, { limits, zones, policy }).map(({ code }) => code);
  const yellow = zones.find(({ name }) => name === "yellow")?.to?.value ?? null;
  const sent = sentBy(fitted, recommended.value);
  return [
    ...(recommended.value > safeLimit.value
      ? [`${recommended.value} users are recommended above the safe limit of ${safeLimit.value}.`]
      : []),
    ...(rateLimit.value !== null && sent > rateLimit.value * BETWEEN_USERS
      ? [`${recommended.value} recommended users send ${sent} req/s, past ${rateLimit.value}.`]
      : []),
    ...(yellow !== null && safeLimit.value > yellow && !said.includes("safe-limit-past-yellow")
      ? [`The safe limit of ${safeLimit.value} lies past yellow's end, ${yellow}, unsaid.`]
      : []),
  ];
}

/** The safe limit that `what-if` gives for sizes; no sizes twice. */
export type SafeLimitOf = (sizes: Parameters<typeof sizesSet>[0]) => number;

/** Of `runScenario` the limits alone: curves and gains take as long again, and nothing asks for them. */
export function safeLimitsOf(fitted: FittedCampaign, policy: Policy): SafeLimitOf {
  const { groups, picks, search } = scenarioBase(fitted, policy);
  const known = new Map<string, number>();
  const changed = { ...search, basisAt: () => "assumed" as const, changed: true };
  return (sizes) => {
    const key = JSON.stringify(sizes);
    const before = known.get(key);
    if (before !== undefined) return before;
    const scenario = scenarioOfSet(sizesSet(sizes));
    const ofGroups = groups.map((group) =>
      changeDraws(group, scenario).draws.map(({ plausible }) =>
        platformLimits(plausible, policy, search.maxUsers),
      ),
    );
    const ofDraws = picks.map(({ group, draw }) => entryAt(entryAt(ofGroups, group), draw));
    const { value } = summarizeLimits(ofDraws, policy, changed).limits.safeLimit;
    known.set(key, value);
    return value;
  };
}

/** Of the verdict, its conditions and the order of work for a load. */
export function launchInconsistencies(
  fitted: FittedCampaign,
  policy: Policy,
  users: number,
  safeLimitOf: SafeLimitOf = safeLimitsOf(fitted, policy),
): readonly string[] {
  const found = findLimits(fitted.draws, policy, fitted.search);
  const { limits, zones } = found;
  const findings: readonly Finding[] = [
    ...fitted.audit.findings,
    ...rateLimitFindings(fitted.draws, limits, policy),
    ...limitsAtOddsFindings(fitted, { limits, zones, policy }),
  ];
  const asked = { target: usersTarget(users) };
  const { launch, check } = launchVerdict(fitted, { policy, found, findings }, asked);
  if (check === null) return [`No load amounts to ${users} users.`];
  const { order, sizes } = optimize(fitted, policy, {
    ...{ users, improvements: [], conditions: launch.conditions },
    probability: policy.safeLimit.confidence,
  });
  const codes = launch.conditions.map(({ code }) => code);
  const goes = launch.verdict === "GO" || launch.verdict === "CONDITIONAL GO";
  const held = order.today >= order.asked && order.margin.kept;
  const yellow = zones.find(({ name }) => name === "yellow")?.to?.value ?? null;
  const restsOn = restsOnUpTo({ fitted, check, policy });
  const incident = fitted.audit.incidents.some((level) => level <= restsOn);
  const wrong = (when: boolean, what: string) => (when ? [`${users} users: ${what}`] : []);
  return [
    ...wrong(goes !== (check.verdict === "pass"), `${launch.verdict}, but ${check.verdict}`),
    ...wrong(
      users > limits.safeLimit.value === goes,
      `${launch.verdict} at safe ${limits.safeLimit.value}`,
    ),
    ...wrong(
      users > limits.safeLimit.value !== codes.includes("above-safe-limit"),
      "the condition on the safe limit is not that of the safe limit",
    ),
    ...wrong(
      check.verdict === "pass" && incident && launch.verdict === "GO",
      "GO though the answer rests on an incident",
    ),
    ...wrong(
      yellow !== null &&
        users > yellow &&
        !codes.includes("past-yellow") &&
        !codes.includes("past-orange"),
      "past yellow's end, unsaid",
    ),
    ...wrong(
      rateTurnsAway(fitted, policy, users) && goes && !codes.includes("rate-limit"),
      "the rate limit turns away more than the policy's share, unsaid",
    ),
    ...wrong(goes && !held, `${launch.verdict}, but the order of work does not hold it`),
    ...wrong(!goes && held && launch.verdict === "NO GO", "NO GO, but no change is needed"),
    ...sizes.each.flatMap(({ lever, smallest }) =>
      smallest === null ? [] : sizeInconsistencies(safeLimitOf, users, { [lever]: smallest }),
    ),
    ...(sizes.together === null
      ? []
      : sizeInconsistencies(safeLimitOf, users, sizes.together.sizes)),
  ];
}

/** What a size is said to hold is no more than the safe limit that `what-if` gives for it. */
function sizeInconsistencies(
  safeLimitOf: SafeLimitOf,
  users: number,
  sizes: Parameters<typeof sizesSet>[0],
): readonly string[] {
  const safe = safeLimitOf(sizes);
  return safe >= users
    ? []
    : [`${users} users are held by ${JSON.stringify(sizes)}, of which what-if says ${safe}.`];
}

function rateTurnsAway(fitted: FittedCampaign, policy: Policy, users: number): boolean {
  const { rateLimit, recommended } = findLimits(fitted.draws, policy, fitted.search).limits;
  const { value } = rateLimit;
  if (value === null || users <= recommended.value) return false;
  return 1 - value / sentBy(fitted, users) > policy.refused;
}

function sentBy({ draws }: FittedCampaign, users: number): number {
  if (users < 1) return 0;
  return intervalOf(draws.map((draw) => platformAt(draw, users)(users).throughput)).value;
}
