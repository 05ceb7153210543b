import { entryAt } from "../../../entry-at.ts";
import type { Seconds } from "../../../units.ts";
import { finding } from "../finding.ts";
import type { UsersAt } from "./mean-users.ts";

/** Fewer seconds, or turns, may be the stages of a test. */
const leastSeconds: Seconds = 30;
const leastTurns = 10;
/** Of all seconds: who holds, raises or lowers users turns once a stage. */
const turning = 0.25;

/**
 * Whether users came and went by themselves: their number rises and falls from second to second, as that
 * of requests under way does where they arrive at a rate. A generator that sets its users turns seldom.
 *
 * @param timeline ascending in time
 */
export function usersAreOutcome(timeline: readonly UsersAt[]): boolean {
  const bySecond = new Map(timeline.map(({ time, users }) => [Math.floor(time), users]));
  const users = [...bySecond.values()];
  let turns = 0;
  let direction = 0;
  for (let at = 1; at < users.length; at++) {
    const way = Math.sign(entryAt(users, at) - entryAt(users, at - 1));
    if (way === 0) continue;
    if (direction !== 0 && way !== direction) turns++;
    direction = way;
  }
  return users.length >= leastSeconds && turns >= Math.max(leastTurns, turning * users.length);
}

/** What is said of such a log. */
export const usersCameAndWent = () =>
  finding(
    "users-are-outcome",
    "warning",
    null,
    "The number of users rises and falls from second to second: requests arrived at a rate, and users are an outcome of it. No level was made of them.",
    "a generator that sets its users holds, raises or lowers them",
    "run the test with a fixed number of users, each waiting for the answer, for a level",
  );
