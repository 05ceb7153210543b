/** The verdict of a launch with its conditions, for the terminal and for the report. */

import type { Limits } from "../limits/limits.ts";
import type { PlanResult } from "../planning/plan/plan-result.ts";
import type {
  LaunchCondition,
  LaunchVerdict,
  WaivedCondition,
} from "../planning/verdict/launch-condition.ts";
import type { ScalingRoom } from "../planning/verdict/scaling-room.ts";
import { formatDuration } from "../wording/format-duration.ts";
import { formatNumber } from "../wording/format-number.ts";
import { formatProbability } from "../wording/format-probability.ts";
import { formatSetRate } from "../wording/format-throughput.ts";
import { formatUsers } from "../wording/format-users.ts";

/** "CONDITIONAL GO: 250 users; all objectives hold with 94 % (asked: 90 %)." */
export function launchSentence(launch: LaunchVerdict): string {
  const { verdict, target, users, probability, draws, confidence, accepted, conditions } = launch;
  const words = users === null ? null : formatUsers(users);
  const as = words === null || words === target ? "" : `, ${words} as in the test`;
  // What holds the objectives and is no GO lacks the margin: else the sentence contradicts itself.
  const near =
    probability >= confidence && conditions.some(({ code }) => code === "above-safe-limit")
      ? ", but it lies above the safe limit"
      : "";
  const served = conditions.some(({ code }) => code === "near-ceiling" || code === "above-ceiling")
    ? "so much is answered and "
    : "";
  const holds = `${served}all objectives hold with ${formatProbability(probability, draws)} (asked: ${Math.round(1000 * confidence) / 10} %)`;
  const waived =
    accepted.length === 0
      ? ""
      : `; ${accepted.length} ${accepted.length === 1 ? "condition is" : "conditions are"} accepted`;
  return `${verdict}: ${target}${as}; ${holds}${near}${waived}.`;
}

/** For the terminal; the conditions numbered, each with its reason and what shows it met. */
export function launchText(launch: LaunchVerdict): readonly string[] {
  return [
    launchSentence(launch),
    ...launch.assumptions.map((one) => `  ${one}`),
    ...launch.conditions.flatMap((one, i) => [
      `  ${i + 1}. ${one.todo}${effortOf(one)} [${one.code}]`,
      `     ${one.reason}`,
      `     Shown by: ${one.shownBy}`,
    ]),
    ...launch.accepted.map((one) => `  Accepted: ${waivedWords(one)}`),
    ...launch.needless.map(
      ({ code, by }) =>
        `  accepted: ${code} (${by}) answers to nothing that was found; take it out.`,
    ),
  ];
}

/** Where no target is stated: how to state one. */
export function noTargetLine({ recommended }: Limits): string {
  const users = recommended.value > 0 ? recommended.value : "N";
  return `No launch target is stated: write launch: { users: ${users} } in headroom.yaml for GO, CONDITIONAL GO or NO GO.`;
}

/** "Run at most 170 users behind 125 req/s; …", where safe limit and rate limit exclude each other. */
export function recommendedSentence({ recommended, safeLimit, rateLimit }: Limits): string | null {
  if (recommended.value === safeLimit.value || rateLimit.value === null) return null;
  const rate = formatSetRate(rateLimit.value);
  return recommended.value === 0
    ? `Safe limit and rate limit exclude each other: no whole step of users fits behind ${rate}.`
    : `Behind a rate limit of ${rate} run at most ${formatUsers(recommended.value)}; ${formatUsers(safeLimit.value)} are safe only without one, and what is turned away beyond is protected, not gained.`;
}

/** "Start a further replica at 120 users or earlier: …", where it is known how long one takes to serve. */
export function scalingSentence({
  limits: { recommended },
  scaling,
}: Pick<PlanResult, "limits" | "scaling">): string | null {
  if (scaling === undefined || recommended.value <= 0) return null;
  const { startTime, users } = scaling;
  const grows = `${growthWords(scaling)}, ${formatUsers(Math.ceil(users))} more in the ${formatDuration(startTime)} until a replica serves`;
  const trigger = Math.floor(recommended.value - users);
  return trigger < 1
    ? `No autoscaler is early enough: ${grows}, and no more than ${formatUsers(recommended.value)} are recommended at all; start replicas before the load comes.`
    : `Start a further replica at ${formatUsers(trigger)} or earlier, if replicas help at all (headroom export hpa): ${grows}.`;
}

/** "load grows by 0.500 users a second, as in the fastest test" */
export function growthWords({ growth, from }: ScalingRoom): string {
  const each = formatNumber(growth).replace(/\.0+$/, "");
  return `load grows by ${each} users a second${from === "tested" ? ", as in the fastest test" : ""}`;
}

const effortOf = ({ effort }: LaunchCondition) => (effort === null ? "" : ` (${effort})`);

export function waivedWords({ code, level, reason, accepted }: WaivedCondition): string {
  const where = level === null ? "" : ` at ${formatUsers(level)}`;
  return `${code}${where}, by ${accepted.by} on ${accepted.on}: ${accepted.reason} (${reason})`;
}
