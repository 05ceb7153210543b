import { multiclassConvolution } from "../closed/multiclass-convolution.ts";
import { multiclassMva } from "../closed/multiclass-mva.ts";
import type { ClassSolution, MulticlassNetwork } from "../closed/multiclass-network.ts";
import { exactMulticlass } from "./exact-multiclass.ts";
import { compare, type Verification } from "./verification.ts";

/** A Markov chain of at most this many states answers in well under a second. */
const MOST_STATES = 1000;

/**
 * Several classes by lattice convolution; against mean-value analysis where every queue has one
 * server, against the Markov chain where that is small, and by Little's law over each class's
 * round, which ties throughputs to the residence times found from other constants.
 *
 * @throws RangeError as `multiclassConvolution`
 */
export function verifyMulticlass(network: MulticlassNetwork): readonly Verification[] {
  const { classes, stations } = network;
  const answer = multiclassConvolution(network);
  const results = classes.map(({ users, thinkTime }, r) => {
    const { throughput, responseTime } = answer.classes[r] as ClassSolution;
    const round = thinkTime + responseTime;
    return compare(`users of class ${r + 1} (Little)`, throughput * round, users);
  });
  const against = (second: readonly ClassSolution[], path: string) => {
    for (const [r, { throughput, responseTime }] of answer.classes.entries()) {
      if (classes[r]?.users === 0) continue;
      const other = second[r] as ClassSolution;
      results.push(
        compare(`throughput of class ${r + 1} (${path})`, throughput, other.throughput),
        compare(`responseTime of class ${r + 1} (${path})`, responseTime, other.responseTime),
      );
    }
  };
  if (stations.every(({ servers }) => (servers ?? 1) === 1)) {
    against(multiclassMva(network).classes, "mean-value analysis");
  }
  const states = classes.reduce((product, { users }) => {
    let ways = 1;
    for (let k = 1; k <= stations.length; k++) ways = (ways * (users + k)) / k;
    return product * ways;
  }, 1);
  if (states <= MOST_STATES && classes.every(({ thinkTime }) => thinkTime > 0)) {
    against(exactMulticlass(network), "Markov chain");
  }
  return results;
}
