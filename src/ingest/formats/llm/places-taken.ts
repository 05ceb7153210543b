/**
 * The load of a generator that has at most so many requests under way at once and may start them at a
 * rate: closed where its places are always taken, open where a rate starts them and places are left.
 */
import type { Finding } from "../../../measurement/finding.ts";
import type { PerSecond, Seconds } from "../../../units.ts";
import type { LoadModel } from "../../imported-run.ts";
import { finding } from "../finding.ts";

export interface PlacesKnown {
  readonly places: number | undefined;
  /** Requests started per second; undefined where as fast as places become free. */
  readonly rate: PerSecond | undefined;
  /** Of all requests: those that fail take places too. */
  readonly throughput: PerSecond;
  readonly mean: Seconds | undefined;
  readonly requests: number;
}

export interface Places {
  readonly loadModel: LoadModel;
  readonly users: number | null;
  readonly mostUsers: number | undefined;
  readonly arrivalRate: PerSecond | undefined;
  readonly findings: readonly Finding[];
}

/** Of the places; filling and draining of a run of ten rounds leaves about this much. */
const TAKEN = 0.9;
/** Fewer rounds are more filling and draining than work. */
const LEAST_ROUNDS = 5;

/** Undefined where nothing held the load: every request was sent at once. */
export function placesTaken(known: PlacesKnown): Places | undefined {
  const { places, rate, throughput, mean, requests } = known;
  const underWay = mean === undefined ? undefined : throughput * mean;
  if (places === undefined || places === 0)
    return rate === undefined ? undefined : open(rate, known);
  const taken = underWay === undefined || underWay >= TAKEN * places;
  if (rate !== undefined && !(taken && underWay !== undefined)) return open(rate, known);
  const users = taken ? places : Math.max(1, Math.round(underWay ?? places));
  return {
    loadModel: "closed",
    users,
    mostUsers: users < places ? places : undefined,
    arrivalRate: undefined,
    findings: requests < LEAST_ROUNDS * places ? [fewRounds(users, places, requests)] : [],
  };
}

function open(rate: PerSecond, { throughput }: PlacesKnown): Places {
  return {
    loadModel: "open",
    users: null,
    mostUsers: undefined,
    arrivalRate: rate,
    findings: throughput < TAKEN * rate ? [behind(rate, throughput)] : [],
  };
}

function fewRounds(users: number, places: number, requests: number): Finding {
  return finding(
    "few-rounds",
    "warning",
    users,
    `${requests} requests, ${places} at once, are ${(requests / places).toFixed(1)} rounds: filling and draining are a large part of the run.`,
    "a mean over filling and draining is of no one load",
    `send ${10 * places} requests or more at this load`,
  );
}

function behind(rate: PerSecond, throughput: PerSecond): Finding {
  return finding(
    "behind-its-rate",
    "warning",
    null,
    `${rate.toPrecision(3)} requests a second were asked for and ${throughput.toPrecision(3)} came back: requests piled up for as long as the run went on, so its times depend on its length.`,
    "a queue whose arrivals exceed what leaves has no steady state",
    "measure below this rate, and with a fixed number of requests at once (a closed load) above it",
  );
}
