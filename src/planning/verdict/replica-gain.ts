/** What another replica of the API does to the platform, and whether it carries its share. */
import { entryAt } from "../../entry-at.ts";
import { type PlatformLimits, platformLimits } from "../../limits/platform-limits.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import type { Policy } from "../../limits/policy.ts";
import { intervalOf, probabilityOf } from "../../limits/summarize-draws.ts";
import type { Scenario } from "../../platform/scenario.ts";
import type { Interval } from "../../stats/estimate.ts";
import type { PerSecond, Share } from "../../units.ts";
import { changeDraw } from "../what-if/change-drawn.ts";
import type { Pick } from "../what-if/mixture.ts";
import type { PlausibleGroup } from "../what-if/plausible-groups.ts";
import { NOTICEABLE } from "../what-if/told/noticeable.ts";
import { wallOf } from "../what-if/wall-of.ts";

export interface ReplicaGain {
  /** P(the breaking point rises by more than can be overlooked, against one replica fewer). */
  readonly raises: Share;
  /** P(all objectives hold while so many replicas are sent the rate). */
  readonly carries: Share;
  /** With one replica fewer, and with all, users; to the end of predictions where none is found. */
  readonly before: Interval;
  readonly after: Interval;
  /** Where predictions stop, users: a breaking point there is one beyond. */
  readonly searchedTo: number;
  /** What is in use most past the knee with one replica fewer. */
  readonly wall: string;
}

export interface ReplicaGround {
  readonly groups: readonly PlausibleGroup[];
  /** Which draws of the groups stand for the whole. */
  readonly picks: readonly Pick[];
  /** Where predictions stop. */
  readonly maxUsers: number;
}

interface Counted {
  readonly draws: readonly PlausiblePlatform[];
  readonly limits: readonly PlatformLimits[];
}

/**
 * On all draws that the limits rest on. Where a platform does not break up to the end of
 * predictions, nothing shows that a replica raises it.
 *
 * @returns asked with replicas, 2 or more, and the requests per second that all of them are sent
 */
export function replicaGain(
  { groups, picks, maxUsers }: ReplicaGround,
  policy: Policy,
): (replicas: number, rate: PerSecond) => ReplicaGain {
  const known = new Map<number, Counted>();
  const withReplicas = (count: number): Counted => {
    const before = known.get(count);
    if (before !== undefined) return before;
    const scenario = scenarioOf(count);
    const draws = picks.map(({ group, draw }) => {
      const one = entryAt(groups, group);
      const asItIs = entryAt(one.drawn, draw).platform.apiReplicas === count;
      return asItIs ? entryAt(one.draws, draw) : changeDraw(one, draw, scenario).plausible;
    });
    const made = { draws, limits: draws.map((one) => platformLimits(one, policy, maxUsers)) };
    known.set(count, made);
    return made;
  };
  return (replicas, rate) => {
    const [fewer, all] = [withReplicas(replicas - 1), withReplicas(replicas)];
    const ends = ({ limits }: Counted) =>
      limits.map(({ breakingPoint }) => breakingPoint ?? maxUsers);
    const [from, to] = [ends(fewer), ends(all)];
    const raised = to.filter((users, i) => users > entryAt(from, i) * (1 + NOTICEABLE));
    const carried = all.limits.filter((one) => carriesRate(one, rate));
    return {
      raises: probabilityOf(raised.length, picks.length),
      carries: probabilityOf(carried.length, picks.length),
      before: intervalOf(from),
      after: intervalOf(to),
      searchedTo: maxUsers,
      wall: wallOf(fewer.draws, fewer.limits, maxUsers),
    };
  };
}

/** Whether the rate is reached before the first objective fails. */
function carriesRate({ reaches, objectivesEnd }: PlatformLimits, rate: PerSecond): boolean {
  const users = reaches(rate);
  return users !== null && (objectivesEnd === null || users <= objectivesEnd);
}

function scenarioOf(count: number): Scenario {
  const levers = [{ name: "api.replicas" as const, text: String(count), value: count }];
  return { name: "replicas", title: `api.replicas=${count}`, source: "", cost: null, levers };
}
