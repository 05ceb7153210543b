/** How many users of the tested kind a launch target amounts to. */

import { platformAt } from "../../limits/platform-at.ts";
import type { PlatformLimits } from "../../limits/platform-limits.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Share } from "../../units.ts";
import { formatBound, formatDuration } from "../../wording/format-duration.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import type { LaunchTarget } from "./launch-target.ts";

export interface TargetLoad {
  /** Whole users as they were in the test; null: no number of them sends so much. */
  readonly users: number | null;
  /** Of a target in requests: how many draws serve it with all objectives; null elsewhere. */
  readonly served: number | null;
  /** "125 req/s" */
  readonly asked: string;
  /** How it was reckoned, in sentences. */
  readonly assumptions: readonly string[];
}

const HOUR = 3600;

/**
 * Little's law: sessions per second × their length are users at once, N = X·(Z + R) turns users into
 * requests and back. Users with another think time load the platform as those tested do who send as
 * much: exact where response times depend on the throughput alone, near it elsewhere.
 *
 * @param ofDraws the limits of each draw
 */
export function targetLoad(
  { load, thinkTime }: LaunchTarget,
  draws: readonly PlausiblePlatform[],
  ofDraws: readonly PlatformLimits[],
  maxUsers: number,
): TargetLoad {
  switch (load.kind) {
    case "rate":
      return ofRate(load.rate, formatThroughput(load.rate), ofDraws, []);
    case "requests": {
      const rate = (load.perHour * load.requests) / HOUR;
      const asked = `${counted(load.perHour)} sessions an hour of ${counted(load.requests)} requests`;
      return ofRate(rate, asked, ofDraws, [`${asked} are ${formatThroughput(rate)}.`]);
    }
    case "sessions": {
      const users = Math.max(1, Math.ceil((load.perHour / HOUR) * load.length - 1e-9));
      const asked = `${counted(load.perHour)} sessions an hour of ${minutes(load.length)}`;
      const little = `${asked} are ${formatUsers(users)} at once (Little's law, N = λ·W).`;
      return ofUsers(users, thinkTime, asked, draws, maxUsers, [little]);
    }
    case "users":
      return ofUsers(load.users, thinkTime, formatUsers(load.users), draws, maxUsers, []);
  }
}

/** "12,000"; half a session stays one. */
const counted = (value: number) => (Number.isInteger(value) ? formatCount(value) : `${value}`);

const minutes = (seconds: number) =>
  seconds < 60 ? formatBound(seconds) : `${Number((seconds / 60).toPrecision(3))} min`;

function ofRate(
  rate: number,
  asked: string,
  ofDraws: readonly PlatformLimits[],
  before: readonly string[],
): TargetLoad {
  const reached = ofDraws.map(({ reaches }) => reaches(rate));
  const holds = reached.filter((users, i) => {
    const end = ofDraws[i]?.objectivesEnd ?? Number.POSITIVE_INFINITY;
    return users !== null && users < end;
  });
  const served = holds.length;
  const sorted = reached.map((users) => users ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.POSITIVE_INFINITY;
  if (!Number.isFinite(middle)) {
    const none = "No number of users sends so much: it lies above the ceiling of the platform.";
    return { users: null, served, asked, assumptions: [...before, none] };
  }
  const users = Math.max(1, Math.ceil(middle));
  const words = `${formatThroughput(rate)} are sent by ${formatUsers(users)} who think as in the test.`;
  return { users, served, asked, assumptions: [...before, words] };
}

function ofUsers(
  users: number,
  thinkTime: number | null,
  asked: string,
  draws: readonly PlausiblePlatform[],
  maxUsers: number,
  before: readonly string[],
): TargetLoad {
  const at = (load: number) => {
    const points = draws.map((draw) => platformAt(draw, load)(load));
    const throughput = intervalOf(points.map((point) => point.throughput)).value;
    return { throughput, mean: intervalOf(points.map((point) => point.mean)).value };
  };
  const idle = at(1);
  const tested = Math.max(0, 1 / idle.throughput - idle.mean);
  const same = thinkTime === null || Math.abs(thinkTime - tested) <= SAME * (tested + idle.mean);
  if (same) {
    const words = `The users think as in the test, ${formatDuration(tested)} between answer and next request.`;
    return { users, served: null, asked, assumptions: [...before, words] };
  }
  const amountsTo = (load: number) => {
    const { throughput, mean } = at(load);
    return throughput * (thinkTime + mean);
  };
  const equal = firstReaching(amountsTo, users, maxUsers);
  const words =
    equal === null
      ? `Users who think ${formatBound(thinkTime)} instead of ${formatDuration(tested)}: so many send more than the platform was predicted for.`
      : `Users who think ${formatBound(thinkTime)} instead of ${formatDuration(tested)} load the platform like ${formatUsers(equal)} of the test (N = X·(Z + R)).`;
  return { users: equal, served: null, asked, assumptions: [...before, words] };
}

/** Think times nearer than this share of the cycle are the same: a test tells no finer. */
const SAME: Share = 0.02;

/** The least whole load at which a rising quantity reaches a value; null where it does not. */
function firstReaching(of: (load: number) => number, value: number, to: number): number | null {
  if (of(to) < value) return null;
  let [low, high] = [0, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (of(middle) >= value) high = middle;
    else low = middle;
  }
  return high;
}
