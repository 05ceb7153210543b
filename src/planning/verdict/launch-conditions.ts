/** What stands between a load and an unconditional GO, each derived from what the plan knows. */

import { platformAt } from "../../limits/platform-at.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import { endpointName } from "../../measurement/endpoint-name.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatSetRate, formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { findingConditions } from "./finding-conditions.ts";
import { incidentConditions } from "./incident-conditions.ts";
import type { LaunchCondition } from "./launch-condition.ts";
import type { LaunchEvidence } from "./launch-evidence.ts";

/** The gravest first: what the load itself breaks, then what its answer rests on. */
export function launchConditions(evidence: LaunchEvidence): readonly LaunchCondition[] {
  return [
    ...aboveSafeLimit(evidence),
    ...nearCeiling(evidence),
    ...rateLimit(evidence),
    ...incidentConditions(evidence),
    ...beyondMeasured(evidence),
    ...hypotheses(evidence),
    ...mix(evidence),
    ...zone(evidence),
    ...findingConditions(evidence),
  ];
}

function aboveSafeLimit({ check, limits, command }: LaunchEvidence): LaunchCondition[] {
  const { users } = check;
  const { value, limitedBy } = limits.safeLimit;
  if (users <= value) return [];
  const { recommended, rateLimit: limit } = limits;
  const behind =
    limit.value === null || recommended.value >= value
      ? ""
      : `, ${recommended.value} behind a rate limit of ${formatSetRate(limit.value)},`;
  const most = `${mostIn(value)}${value === 0 ? "" : behind}`;
  return [
    {
      code: "above-safe-limit",
      level: null,
      todo: `${most} until a measurement or a change raises the safe limit.`,
      reason: `${lying(users)} above it; it is limited by ${limitedBy}.`,
      effort: null,
      shownBy: gateAt(value, command),
    },
  ];
}

/** So many requests are sent, and may not be answered. */
function nearCeiling({ fitted, limits, policy, rate, command }: LaunchEvidence): LaunchCondition[] {
  if (rate === null || rate.served >= rate.confidence) return [];
  const { value, low } = limits.peak.throughput;
  if (value === null || low === null) return [];
  const most = Math.max(...fitted.observations.flatMap(({ throughput }) => throughput ?? []));
  const measured = most > 0 ? `, and at most ${formatThroughput(most)} were measured` : "";
  const { roundTo } = policy.rateLimit;
  const sure = Math.floor(low / roundTo) * roundTo;
  return [
    {
      code: "near-ceiling",
      level: null,
      todo:
        sure > 0
          ? `Launch with at most ${formatSetRate(sure)}, or raise the ceiling.`
          : "Raise the ceiling before a launch.",
      reason: `The ceiling is ${formatThroughput(value)}, with 95 % above ${formatThroughput(low)}${measured}; ${rate.asked} are answered in time with ${formatProbability(rate.served, fitted.draws.length)}.`,
      effort: null,
      shownBy: command,
    },
  ];
}

/** The rate limit that goes with the ceiling turns away what the target sends. */
function rateLimit({ fitted, check, limits, policy }: LaunchEvidence): LaunchCondition[] {
  const { users } = check;
  const { recommended, safeLimit, rateLimit: limit, peak } = limits;
  if (limit.value === null || users <= recommended.value || users > safeLimit.value) return [];
  const sent = intervalOf(fitted.draws.map((draw) => platformAt(draw, users)(users).throughput));
  const refused = 1 - limit.value / sent.value;
  if (refused <= policy.refused) return [];
  const needed = Math.ceil(sent.high / policy.rateLimit.roundTo) * policy.rateLimit.roundTo;
  const ceiling = peak.throughput.value;
  // A limit above what the platform may carry turns nothing away and protects nothing.
  const protects = ceiling !== null && needed < (peak.throughput.low ?? ceiling);
  const least = formatSetRate(limit.value);
  const atMost =
    recommended.value === 0
      ? `No whole step of users fits behind ${least}`
      : `Let in at most ${formatUsers(recommended.value)} behind a rate limit of ${least}`;
  return [
    {
      code: "rate-limit",
      level: null,
      todo: protects
        ? `${atMost}, or set it to ${formatSetRate(needed)}.`
        : `${atMost}, or launch without a rate limit: one that lets the target through would be ${formatSetRate(needed)}, above what the platform may carry.`,
      reason: `${formatUsers(users)} send ${formatThroughput(sent.value)}; ${least} would turn away ${formatShare(refused)} of it, more than the policy's ${formatShare(policy.refused)}.`,
      effort: null,
      shownBy: `headroom what-if --set rateLimit="${protects ? needed : limit.value} req/s"`,
    },
  ];
}

/** Nobody has seen the platform at such a load. */
function beyondMeasured({ fitted, check, policy, command }: LaunchEvidence): LaunchCondition[] {
  const { users } = check;
  const most = Math.max(...fitted.observations.map((one) => one.users));
  if (users <= most && check.verdict !== "unknown") return [];
  const [duration] = fitted.campaign.levels.flatMap((level) => level.duration ?? []);
  const reason =
    users > most
      ? `The heaviest load measured is ${formatUsers(most)}; what lies above is extrapolated.`
      : (check.reasons[0] ?? "The measurements do not decide it.");
  return [
    {
      code: users > most ? "beyond-measured" : "not-known",
      level: null,
      todo: `Measure ${formatUsers(users)} and ${formatUsers(Math.ceil(users * policy.safeLimit.safetyFactor))} (target × margin).`,
      reason,
      effort: duration === undefined ? null : `2 × ${minutes(duration)} of load`,
      shownBy: command,
    },
  ];
}

const minutes = (seconds: number) => `${Math.max(1, Math.round(seconds / 60))} min`;

function hypotheses({ check }: LaunchEvidence): LaunchCondition[] {
  const reason = check.reasons.find((one) => one.startsWith("The explanations disagree"));
  if (reason === undefined) return [];
  return [
    {
      code: "hypotheses-disagree",
      level: null,
      todo: "Make the measurement that tells the explanations apart.",
      reason: reason.replace(/ See headroom next.*$/, ""),
      effort: null,
      shownBy: "headroom next",
    },
  ];
}

/** A limit is of the mix that was tested. */
function mix({ fitted, target, command }: LaunchEvidence): LaunchCondition[] {
  if (target.mix === null) return [];
  const measured = new Set(fitted.campaign.endpoints.map(endpointName));
  const asked = Object.keys(target.mix);
  const unknown = asked.filter((endpoint) => !measured.has(endpoint));
  const why =
    unknown.length === 0
      ? "The limits are those of the tested mix; the launch has another."
      : `Nothing was measured of ${unknown.join(", ")}; the limits are those of the tested mix.`;
  return [
    {
      code: unknown.length === 0 ? "other-mix" : "endpoints-not-measured",
      level: null,
      todo: "Measure with the mix of the launch, or say what it changes: headroom what-if with the levers mix and demand.",
      reason: why,
      effort: null,
      shownBy: command,
    },
  ];
}

function zone({ check, zones, limits, command }: LaunchEvidence): LaunchCondition[] {
  const { users } = check;
  const endOf = (name: string) => zones.find((zone) => zone.name === name)?.to?.value ?? null;
  const [yellow, orange] = [endOf("yellow"), endOf("orange")];
  if (yellow === null || users <= yellow) return [];
  const end = Math.floor(yellow);
  if (yellow <= 1) return [pastByOne(users, command)];
  const breaks = limits.breakingPoint.value;
  if (breaks !== null && users > breaks && (orange === null || users <= orange)) {
    return [pastRedLine(users, Math.floor(Math.min(yellow, breaks)), Math.floor(breaks), command)];
  }
  if (orange !== null && users > orange) {
    const last = formatUsers(Math.floor(orange));
    const orangeToo =
      Math.floor(orange) === end
        ? ""
        : `, or up to ${last} where it is agreed to run where the policy says “high load, consider throttling”`;
    return [
      {
        code: "past-orange",
        level: null,
        todo: `${mostIn(end)}, where the yellow zone ends${orangeToo}.`,
        reason: `The orange zone ends at ${last}; ${lying(users)} in the red one.`,
        effort: null,
        shownBy: gateAt(end, command),
      },
    ];
  }
  const mayHold = check.probability > 0.5 ? ", though the objectives may hold" : "";
  return [
    {
      code: "past-yellow",
      level: null,
      todo: `Agree to run where the policy says “high load, consider throttling” (past-yellow under accepted: in headroom.yaml), or ${mostIn(end).toLowerCase()}.`,
      reason: `The yellow zone ends at ${formatUsers(end)}; ${lying(users)} past it${mayHold}.`,
      effort: null,
      // Who agrees changes nothing that is predicted.
      shownBy: command,
    },
  ];
}

/** An orange zone that reaches past the red line is nothing to agree to: the platform counts as broken there. */
function pastRedLine(users: number, end: number, breaks: number, command: string): LaunchCondition {
  return {
    code: "past-orange",
    level: null,
    todo: `${mostIn(end)}: what the policy calls “high load” is past its own red line.`,
    reason: `From ${formatUsers(breaks)} on the platform counts as broken, whatever the zone; ${lying(users)} past it.`,
    effort: null,
    shownBy: gateAt(end, command),
  };
}

/** Where one user is past the zones, letting in fewer is no advice. */
function pastByOne(users: number, command: string): LaunchCondition {
  return {
    code: "past-orange",
    level: null,
    todo: "Set the zones of the policy above what a single user sees, or make requests faster at light load.",
    reason: `A single user is past the yellow zone already; ${lying(users)} past it, too.`,
    effort: null,
    shownBy: command,
  };
}

/** The gate at the load that is let in instead; the launch's own where that is nobody. */
const gateAt = (users: number, command: string) =>
  users === 0 ? command : `headroom check --users ${users}`;

/** "Let in at most 240 users"; a limit of 0 lets in nobody. */
const mostIn = (users: number) =>
  users === 0 ? "Let nobody in" : `Let in at most ${formatUsers(users)}`;

/** "250 users lie", "1 user lies" */
const lying = (users: number) => `${formatUsers(users)} ${users === 1 ? "lies" : "lie"}`;
