import type { Grading } from "../graded-states.ts";
import { Averages, dot, dotRest } from "./averages.ts";
import { type CopyGroup, groupOf, groupSplitter, solveStates } from "./copy-groups.ts";
import { allWaiting, type Dealing, dealtVariance, partingOf } from "./dealing.ts";
import type { Behavior } from "./part-behavior.ts";
import { cutIntoStrata, emptyStrata, STRATA } from "./strata.ts";
import { uniformNode, uniformWait } from "./uniform-records.ts";
import { isZero, zeroTable } from "./zero-table.ts";

/**
 * Equal copies of a part, each request to one of them, as a closed network of the copies. Exact for
 * requests sent at random where work is exponential or shared; dealt out in turn, and for other
 * work in order of arrival, by the variance of what parts them (see `groupSplitter`).
 */
export function dealOut(
  part: Behavior,
  { name, copies, byChance }: Dealing,
  most: number,
  grading: Grading,
): Behavior {
  if (copies === 1) return part;
  const { evenness, scale } = part;
  const waiting = allWaiting(part.waits, most);
  const one: CopyGroup = {
    copies: 1,
    rates: part.rates,
    variance: dealtVariance({ squaredVariation: 2 / evenness - 1, scale, waiting }, byChance),
    // Who waits in vain is among those who leave.
    late: zeroTable(most + 1),
  };
  const of = { dealing: name, parting: partingOf(copies, byChance, 2 / evenness - 1) };
  const others = groupOf(one, copies - 1, most, grading);
  const mean = new Averages(most);
  const [stretched, beyond] = [mean.of(part.stretched), mean.of(part.beyond)];
  const [late, vainTime] = [mean.of(part.late), mean.of(part.vainTime)];
  const doomed = mean.of(part.doomed);
  const strata = STRATA.map(() => new Averages(most));
  const nodes = mean.nodes(part.nodes).map((node, i) => ({
    node,
    strata: node.delay
      ? node.strata
      : [
          ...node.strata,
          { ...of, tables: strata.map((own) => own.of(part.nodes[i]?.slowdown ?? none)) },
        ],
  }));
  const waits = mean.waits(part.waits).map((wait, i) => ({
    wait,
    strata: [
      ...wait.strata,
      {
        ...of,
        tables: strata.map((own) => ({
          free: own.of(part.waits[i]?.free ?? none),
          mean: own.of(part.waits[i]?.mean ?? none),
          square: own.of(part.waits[i]?.square ?? none),
        })),
      },
    ],
  }));
  const rates = new Float64Array(most + 1);
  const split = groupSplitter(one, others, most);
  const cuts = emptyStrata(most);
  const states = solveStates(
    most,
    grading,
    (n) => {
      const { shares, from, to } = split(n);
      const rate = dot(shares, one.rates, from, to) + dotRest(shares, others.rates, from, to, n);
      rates[n] = rate;
      mean.add(n, shares, from, to);
      cutIntoStrata(shares, from, to, cuts);
      for (const [s, cut] of cuts.entries()) strata[s]?.add(n, cut.shares, cut.from, cut.to);
      return rate;
    },
    [rates],
  );
  if (states !== null) for (const one of [mean, ...strata]) one.fill(states);
  const all = (table: Float64Array) =>
    isZero(table) ? table : table.map((value) => value * copies);
  return {
    rates,
    nodes: nodes.map(({ node, strata: own }) =>
      uniformNode({
        ...node,
        capacity: node.capacity * copies,
        busy: all(node.busy),
        present: all(node.present),
        strata: own,
      }),
    ),
    waits: waits.map(({ wait, strata: own }) =>
      uniformWait({
        ...wait,
        places: wait.places * copies,
        used: all(wait.used),
        waiting: all(wait.waiting),
        strata: own,
      }),
    ),
    stretched: all(stretched),
    beyond: all(beyond),
    late,
    vainTime,
    doomed: all(doomed),
    evenness,
    backlog: part.backlog,
    scale: scale * copies,
    ceiling: part.ceiling * copies,
  };
}

const none = new Float64Array(1);
