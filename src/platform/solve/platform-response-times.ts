import type { Seconds, Share } from "../../units.ts";
import { arrivalView } from "./arrival-view.ts";
import { classMixture } from "./class-mixture.ts";
import type { PlatformLoad } from "./platform-load.ts";
import type { PreparedPlatform } from "./prepare-platform.ts";
import type { ResponseMixture } from "./response-mixture.ts";
import { requireUsers } from "./solve-platform.ts";
import { stateGroups } from "./state-groups.ts";
import { survivalPercentiles } from "./survival-percentiles.ts";

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

/** P50, P90, P95 and P99: the shares that take longer. */
const EXCEEDING = [0.5, 0.1, 0.05, 0.01] as const;

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
  const { classes, endpoints, clientTimeOut } = prepared;
  const { means, laws } = classLaws(prepared, load);
  const survivalOf = (chosen: readonly number[], shares: readonly Share[]) => (time: Seconds) => {
    let sum = 0;
    for (let i = 0; i < chosen.length; i++) {
      for (const { share, law } of laws[chosen[i] as number] as ClassLaw) {
        sum += (shares[i] as number) * share * law.survival(time);
      }
    }
    return sum;
  };
  const times = (chosen: readonly number[], shares: readonly Share[]): ResponseTimes => {
    const mean = chosen.reduce(
      (sum, c, i) => sum + (shares[i] as number) * (means[c] as number),
      0,
    );
    const found = survivalPercentiles(survivalOf(chosen, shares), EXCEEDING, 0.7 * mean);
    const [p50, p90, p95, p99] = found as [Seconds, Seconds, Seconds, Seconds];
    return { mean, p50, p90, p95, p99 };
  };
  const every = classes.map((_, c) => c);
  const everyShare = classes.map(({ share }) => share);
  const all = times(every, everyShare);
  // Endpoints that do the same take the same time.
  const single = new Map<number, ResponseTimes>(every.length === 1 ? [[0, all]] : []);
  const endpointTimes = (chosen: readonly number[], shares: readonly Share[]) => {
    const [first, second] = chosen;
    if (first === undefined || second !== undefined) return times(chosen, shares);
    const known = single.get(first) ?? times(chosen, shares);
    single.set(first, known);
    return known;
  };
  return {
    all,
    endpoints:
      of === "all"
        ? []
        : endpoints.map(({ name, classes, shares }) => ({
            name,
            ...endpointTimes(classes, shares),
          })),
    clientTimeOutShare: clientTimeOut === null ? 0 : survivalOf(every, everyShare)(clientTimeOut),
  };
}

/**
 * The response time that a share of all requests stays below with N users: P95 for 0.95. As
 * `platformResponseTimes`, in about half its time where only one is wanted.
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
  const { means, laws } = classLaws(prepared, { users: requireUsers(prepared, users) });
  const { classes } = prepared;
  const survival = (time: Seconds) => {
    let sum = 0;
    for (const [c, own] of classes.entries()) {
      for (const one of laws[c] as ClassLaw) sum += own.share * one.share * one.law.survival(time);
    }
    return sum;
  };
  const mean = classes.reduce((sum, own, c) => sum + own.share * (means[c] as number), 0);
  const [found] = survivalPercentiles(survival, [1 - share], mean);
  return found as Seconds;
}

/** The law of one class: one mixture for each capacity, with its share of the requests. */
type ClassLaw = readonly { readonly share: Share; readonly law: ResponseMixture }[];

/** Mean and law of each class, over all capacities that the platform drifts through. */
function classLaws(
  prepared: PreparedPlatform,
  load: PlatformLoad,
): { readonly means: readonly Seconds[]; readonly laws: readonly ClassLaw[] } {
  const { capacities, classes } = prepared;
  const steady = (capacities.length === 0 ? [{ share: 1, prepared }] : capacities).map((one) => {
    const view = arrivalView(one.prepared, load);
    return { ...one, view, groups: stateGroups(one.prepared, view) };
  });
  const total = steady.reduce((sum, { share, view }) => sum + share * view.served, 0);
  const shares = steady.map(({ share, view }) => (share * view.served) / total);
  return {
    means: classes.map((_, c) =>
      steady.reduce(
        (sum, { view }, i) => sum + (shares[i] as number) * (view.means[c] as number),
        0,
      ),
    ),
    laws: classes.map((_, c) =>
      steady.map((one, i) => ({
        share: shares[i] as number,
        law: classMixture(one.prepared, one.view, one.groups, c),
      })),
    ),
  };
}
