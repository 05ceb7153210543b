/**
 * Exact answer for classes of unequal service times at first-come-first-served queues.
 *
 * No product form exists, so the waiting lines themselves are the state of a Markov chain: who is in
 * service, and the classes of those who wait, in order. For a few users; the measure of
 * `multiclassMultiserver`. A request thinks, then visits each station where its class has a demand
 * once, in the order of the stations; every time is exponential.
 *
 * Source: of the elimination, see `markovChain`; the construction is elementary.
 */
import { markovChain } from "../markov-chain.ts";
import {
  assemble,
  flatten,
  type MulticlassNetwork,
  type MulticlassSolution,
  type MulticlassStation,
} from "./multiclass-network.ts";

/** Where users are: counts by place and class, the place before the first station being thought. */
interface State {
  /** At a first-come-first-served queue those in service alone. */
  readonly counts: readonly (readonly number[])[];
  /** The classes that wait at each place, in their order. */
  readonly lines: readonly (readonly number[])[];
}

type Place = Pick<MulticlassStation, "kind" | "discipline" | "demands"> & {
  readonly servers: number;
};

/**
 * Solves the network exactly. Cost grows with the number of orders of the lines: some ten users in
 * all; O(states³) at worst. Queues are first come, first served unless their discipline is "ps".
 *
 * @throws RangeError if a number is out of range or the chain has more than 3000 states
 */
export function exactFifoNetwork(network: MulticlassNetwork): MulticlassSolution {
  const flat = flatten(network);
  const thinking: Place = {
    kind: "delay",
    demands: network.classes.map(({ thinkTime }) => thinkTime),
    servers: 1,
  };
  const places: readonly Place[] = [
    thinking,
    ...network.stations.map((station) => ({ ...station, servers: station.servers ?? 1 })),
  ];
  const routes = network.classes.map((_, r) => routeOf(places, r));
  const { states, probabilities } = markovChain<State>({
    start: startOf(network, places, routes),
    key: ({ counts, lines }) => `${counts.join("|")}/${lines.join("|")}`,
    transitions: (state) => departures(state, places, routes),
  });
  const throughputs = new Float64Array(flat.R);
  const present = new Float64Array(flat.R * flat.K);
  for (const [i, state] of states.entries()) {
    const p = probabilities[i] ?? 0;
    for (const [r, route] of routes.entries()) {
      const [first = 0] = route;
      const flow = p * departureRate(state, places, first, r);
      throughputs[r] = (throughputs[r] ?? 0) + flow;
      for (const [k, station] of flat.queues.entries()) {
        const here = present[r * flat.K + k] ?? 0;
        present[r * flat.K + k] = here + p * usersAt(state, station + 1, r);
      }
    }
  }
  const residences = present.map((users, i) => {
    const X = throughputs[Math.floor(i / flat.K)] ?? 0;
    return X > 0 ? users / X : 0;
  });
  return assemble(network, flat, throughputs, residences);
}

/** The places where a class spends time, in their order. */
function routeOf(places: readonly Place[], r: number): readonly number[] {
  return places.flatMap(({ demands }, place) => ((demands[r] ?? 0) > 0 ? [place] : []));
}

/** Everybody at the first place of their class. */
function startOf(
  { classes }: MulticlassNetwork,
  places: readonly Place[],
  routes: readonly (readonly number[])[],
): State {
  let state: State = {
    counts: places.map(() => classes.map(() => 0)),
    lines: places.map(() => []),
  };
  for (const [r, { users }] of classes.entries()) {
    const [first = 0] = routes[r] ?? [];
    for (let n = 0; n < users; n++) state = arrive(state, places, first, r);
  }
  return state;
}

function* departures(
  state: State,
  places: readonly Place[],
  routes: readonly (readonly number[])[],
): Iterable<readonly [State, number]> {
  for (const [r, route] of routes.entries()) {
    for (const [i, place] of route.entries()) {
      const rate = departureRate(state, places, place, r);
      if (rate === 0) continue;
      const next = route[(i + 1) % route.length] ?? 0;
      yield [arrive(leave(state, place, r), places, next, r), rate];
    }
  }
}

const isFifo = ({ kind, discipline }: Place) => kind === "queue" && discipline !== "ps";
const sum = (counts: readonly number[] = []) => counts.reduce((a, b) => a + b, 0);

/** How often users of class r leave a place. */
function departureRate({ counts }: State, places: readonly Place[], at: number, r: number): number {
  const place = places[at];
  const own = counts[at]?.[r] ?? 0;
  if (place === undefined || own === 0) return 0;
  const { demands, kind, servers } = place;
  const free = own / (demands[r] ?? 0);
  return kind === "delay" || isFifo(place) ? free : free * Math.min(1, servers / sum(counts[at]));
}

function usersAt({ counts, lines }: State, place: number, r: number): number {
  return (counts[place]?.[r] ?? 0) + (lines[place] ?? []).filter((one) => one === r).length;
}

function arrive(state: State, places: readonly Place[], to: number, r: number): State {
  const place = places[to];
  const waits = place !== undefined && isFifo(place) && sum(state.counts[to]) >= place.servers;
  if (!waits) return { ...state, counts: changed(state.counts, to, r, 1) };
  return { ...state, lines: state.lines.map((line, i) => (i === to ? [...line, r] : line)) };
}

/** One leaves a place, and the first of those who wait there takes the server. */
function leave(state: State, from: number, r: number): State {
  const counts = changed(state.counts, from, r, -1);
  const [first, ...rest] = state.lines[from] ?? [];
  if (first === undefined) return { ...state, counts };
  return {
    counts: changed(counts, from, first, 1),
    lines: state.lines.map((line, i) => (i === from ? rest : line)),
  };
}

function changed(
  counts: State["counts"],
  place: number,
  r: number,
  by: number,
): readonly (readonly number[])[] {
  return counts.map((row, i) =>
    i === place ? row.map((count, s) => (s === r ? count + by : count)) : row,
  );
}
