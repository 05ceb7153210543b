import type { Seconds, Share } from "../../../units.ts";
import type { PlatformLoad } from "../platform-load.ts";
import type { PreparedPlatform } from "../prepare-platform.ts";
import { requireUsers } from "../solve-platform.ts";
import { arrivalView } from "./arrival-view.ts";
import { classMixture } from "./class-mixture.ts";
import type { ResponseMixture } from "./response-mixture.ts";
import type { StateGroup } from "./state-group.ts";
import { stateGroups } from "./state-groups.ts";
import { type SurvivalLaw, survivalPercentile } from "./survival-percentile.ts";
import { inTheEnd, type LineDrift } from "./told-apart.ts";

export interface ResponseTimes {
  readonly mean: Seconds;
  readonly p50: Seconds;
  readonly p90: Seconds;
  readonly p95: Seconds;
  readonly p99: Seconds;
}

export interface PlatformResponseTimes {
  readonly all: ResponseTimes;
  readonly endpoints: readonly (ResponseTimes & { readonly name: string })[];
  /** Share of the served requests whose client has given up by then. */
  readonly clientTimeOutShare: Share;
}

/**
 * Mean and percentiles of the response time with N users, in total and by endpoint.
 *
 * The mean is R of `solvePrepared`. Percentiles are those of a mixture over what requests find
 * (see `classMixture`); against the two simulated platforms named at `solvePlatform`, P50, P90,
 * P95 and P99 are off by 0.2 to 0.4 % in the median and 4 % at worst; by endpoint 0.6 %, at worst
 * P50 by 14 %, P95 and P99 by 7 %. On shared cores endpoints whose work is 5 to 20 visits of
 * the others' are off by up to 8 % in the P95 and 12 % in the P99, at one core. A client's time-out
 * ends the reply, not the work: it does not change the load here.
 *
 * @param of "all" leaves the endpoints out, which takes half the time or less
 * @throws RangeError unless users is a whole number from 1 to the most it was prepared for
 */
export function platformResponseTimes(
  prepared: PreparedPlatform,
  users: number,
  of: "all" | "endpoints" = "endpoints",
): PlatformResponseTimes {
  return loadResponseTimes(prepared, { users: requireUsers(prepared, users) }, of);
}

/** The same under any load that the platform was prepared for. */
export function loadResponseTimes(
  prepared: PreparedPlatform,
  load: PlatformLoad,
  of: "all" | "endpoints",
): PlatformResponseTimes {
  const laws = responseTimeLaws(prepared, load);
  const names = of === "all" ? [] : prepared.endpoints.map(({ name }) => name);
  return {
    all: timesOf(laws.all),
    endpoints: names.map((name) => ({ name, ...timesOf(laws.ofEndpoint(name)) })),
    clientTimeOutShare: laws.clientTimeOutShare(),
  };
}

function timesOf({ mean, percentile }: ResponseTimeLaw): ResponseTimes {
  // Where work has no variation percentiles are one, but for the precision of the search.
  const p50 = percentile(0.5);
  const p90 = Math.max(p50, percentile(0.9));
  const p95 = Math.max(p90, percentile(0.95));
  return { mean, p50, p90, p95, p99: Math.max(p95, percentile(0.99)) };
}

/**
 * The response time that a share of all requests stays below with N users: P95 for 0.95. As
 * `platformResponseTimes`, to the last digit.
 *
 * @throws RangeError unless users is a whole number from 1 to the most it was prepared for and the
 *   share is between 0 and 1
 */
export function platformPercentile(
  prepared: PreparedPlatform,
  users: number,
  share: Share,
): Seconds {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`share must lie between 0 and 1, got ${share}`);
  }
  return responseTimeLaws(prepared, { users: requireUsers(prepared, users) }).all.percentile(share);
}

/** Mean, and percentiles for those who ask: each is found once, and by itself. */
export interface ResponseTimeLaw {
  readonly mean: Seconds;
  /** @param near a time that it could be, as one that was measured: found the sooner, the same within 1e-4 */
  readonly percentile: (share: Share, near?: Seconds) => Seconds;
}

export interface ResponseTimeLaws {
  readonly all: ResponseTimeLaw;
  /** @throws RangeError if the platform has no such endpoint */
  readonly ofEndpoint: (name: string) => ResponseTimeLaw;
  /** Share of the served requests whose client has given up by then. */
  readonly clientTimeOutShare: () => Share;
}

/**
 * The laws behind `platformResponseTimes`; nothing is computed but what is asked for.
 *
 * @param drift how far the lines of replicas and shards have drifted apart
 */
export function responseTimeLaws(
  prepared: PreparedPlatform,
  load: PlatformLoad,
  drift: LineDrift = inTheEnd,
): ResponseTimeLaws {
  const { classes, endpoints, clientTimeOut } = prepared;
  const { means, lawOf } = classLaws(prepared, load, drift);
  const survivalOf = (chosen: readonly number[], shares: readonly Share[]) => {
    const parts = chosen.flatMap((c, i) =>
      lawOf(c).map(({ share, law }) => ({ share: share * (shares[i] ?? 0), law })),
    );
    return (time: Seconds) => {
      let survival = 0;
      let density = 0;
      for (const { share, law } of parts) {
        survival += share * law.survival(time);
        density += share * law.density;
      }
      return { survival, density };
    };
  };
  const mixed = (chosen: readonly number[], shares: readonly Share[]): ResponseTimeLaw => {
    const mean = chosen.reduce((sum, c, i) => sum + (shares[i] ?? 0) * (means[c] ?? 0), 0);
    const known = new Map<Share, Seconds>();
    let law: SurvivalLaw | undefined;
    let late: Share | undefined;
    const find = (share: Share, near: Seconds): Seconds => {
      law ??= survivalOf(chosen, shares);
      late ??= law(0).survival;
      return survivalPercentile(law, 1 - share, near, late);
    };
    // Without a better place, where an exponential law of this mean has the share.
    const usual = (share: Share) => mean * -Math.log(1 - share);
    return {
      mean,
      percentile: (share, near = usual(share)) => remembered(known, share, () => find(share, near)),
    };
  };
  const every = classes.map((_, c) => c);
  const everyShare = classes.map(({ share }) => share);
  const all = mixed(every, everyShare);
  // Endpoints that do the same take the same time.
  const single = new Map<number, ResponseTimeLaw>(every.length === 1 ? [[0, all]] : []);
  const lawAt = (chosen: readonly number[], shares: readonly Share[]) => {
    const [first, second] = chosen;
    if (first === undefined || second !== undefined) return mixed(chosen, shares);
    return remembered(single, first, () => mixed(chosen, shares));
  };
  const named = new Map<string, ResponseTimeLaw>();
  return {
    all,
    ofEndpoint: (name) =>
      remembered(named, name, () => {
        const mix = endpoints.find((one) => one.name === name);
        if (mix === undefined) {
          throw new RangeError(`endpoint must be one of the model, got ${name}`);
        }
        return lawAt(mix.classes, mix.shares);
      }),
    clientTimeOutShare: () =>
      clientTimeOut === null
        ? 0
        : Math.min(1, survivalOf(every, everyShare)(clientTimeOut).survival),
  };
}

function remembered<K, V>(known: Map<K, V>, key: K, find: () => V): V {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = find();
  known.set(key, value);
  return value;
}

/** The law of one class: one mixture for each capacity, with its share of the requests. */
type ClassLaw = readonly { readonly share: Share; readonly law: ResponseMixture }[];

/** Mean and law of each class, over all capacities that the platform drifts through. */
function classLaws(
  prepared: PreparedPlatform,
  load: PlatformLoad,
  drift: LineDrift,
): { readonly means: readonly Seconds[]; readonly lawOf: (c: number) => ClassLaw } {
  const { capacities, classes } = prepared;
  const steady = (capacities.length === 0 ? [{ share: 1, prepared }] : capacities).map((one) => {
    const view = arrivalView(one.prepared, load);
    let groups: readonly StateGroup[] | undefined;
    const groupsOf = () => {
      groups ??= stateGroups(one.prepared, view, drift);
      return groups;
    };
    return { ...one, view, groupsOf };
  });
  const total = steady.reduce((sum, { share, view }) => sum + share * view.served, 0);
  const weighed = steady.map((one) => ({ ...one, share: (one.share * one.view.served) / total }));
  const laws = new Map<number, ClassLaw>();
  return {
    means: classes.map((_, c) =>
      weighed.reduce((sum, { share, view }) => sum + share * (view.means[c] ?? 0), 0),
    ),
    lawOf: (c) =>
      remembered(laws, c, () =>
        weighed.map(({ share, prepared: at, view, groupsOf }) => ({
          share,
          law: classMixture(at, view, groupsOf(), c),
        })),
      ),
  };
}
