/** How far off the approximate methods are, over random networks that an exact method solves too. */
import { RandomStream } from "../../random/random-stream.ts";
import { exactFifoNetwork } from "../closed/exact-fifo-network.ts";
import { linearizer } from "../closed/linearizer.ts";
import { multiclassMultiserver } from "../closed/multiclass-multiserver.ts";
import { multiclassMva } from "../closed/multiclass-mva.ts";
import type {
  IterativeSolution,
  MulticlassNetwork,
  MulticlassSolution,
  MulticlassStation,
} from "../closed/multiclass-network.ts";
import { schweitzer } from "../closed/schweitzer.ts";

export interface MeasuredMethod {
  readonly approximate: (network: MulticlassNetwork) => IterativeSolution;
  readonly exact: (network: MulticlassNetwork) => MulticlassSolution;
  readonly draw: (random: RandomStream) => MulticlassNetwork;
}

/** Relative errors of one network, class by class. */
export interface NetworkErrors {
  readonly responseTimes: readonly number[];
  readonly throughputs: readonly number[];
}

const whole = (random: RandomStream, least: number, most: number) =>
  least + Math.floor(random.uniform() * (most - least + 1));

/** Spread evenly over the logarithm. */
const between = (random: RandomStream, least: number, most: number) =>
  least * (most / least) ** random.uniform();

/** Demands of all classes at one place, up to `ratio` : 1; now and then a class stays away. */
function demandsOf(random: RandomStream, classes: number, ratio: number): readonly number[] {
  const demands = Array.from({ length: classes }, () =>
    random.uniform() < 0.1 ? 0 : between(random, 1 / ratio, 1),
  );
  return demands.some((demand) => demand > 0) ? demands : demands.map(() => 1);
}

/** One to four classes of one to twenty users at one to four single servers, demands up to 100 : 1. */
function singleServers(random: RandomStream): MulticlassNetwork {
  const R = whole(random, 1, 4);
  const most = R === 4 ? 6 : R === 3 ? 12 : 20;
  const ratio = between(random, 1, 100);
  return {
    classes: Array.from({ length: R }, () => ({
      users: whole(random, 1, most),
      thinkTime: between(random, 0.05, 20),
    })),
    stations: Array.from({ length: whole(random, 1, 4) }, () => ({
      kind: "queue" as const,
      demands: demandsOf(random, R, ratio),
    })),
  };
}

/**
 * Two classes of one to five users at a first-come-first-served queue of one to three servers whose
 * service times are up to `most` : 1; behind half of them another station of any kind.
 */
function fifoQueues(random: RandomStream, most: number): MulticlassNetwork {
  const ratio = between(random, 1, most);
  const demands = random.uniform() < 0.5 ? [1, 1 / ratio] : [1 / ratio, 1];
  const alone = random.uniform() < 0.5;
  const mostUsers = alone ? 5 : 3;
  const behind: MulticlassStation = {
    kind: random.uniform() < 0.3 ? "delay" : "queue",
    demands: demandsOf(random, 2, ratio),
    servers: whole(random, 1, 2),
    discipline: random.uniform() < 0.5 ? "ps" : "fifo",
  };
  const servers = whole(random, 1, 3);
  const first: MulticlassStation = { kind: "queue", discipline: "fifo", demands, servers };
  return {
    classes: demands.map(() => ({
      users: whole(random, 1, mostUsers),
      thinkTime: between(random, 0.05, 20),
    })),
    stations: alone ? [first] : [first, behind],
  };
}

const fifo = (most: number): MeasuredMethod => ({
  approximate: multiclassMultiserver,
  exact: exactFifoNetwork,
  draw: (random) => fifoQueues(random, most),
});

/** By the names under which the calculator finds their errors. */
export const measuredMethods = {
  schweitzer: { approximate: schweitzer, exact: multiclassMva, draw: singleServers },
  linearizer: { approximate: linearizer, exact: multiclassMva, draw: singleServers },
  "fifo 3": fifo(3),
  "fifo 10": fifo(10),
  "fifo 50": fifo(50),
} as const satisfies Readonly<Record<string, MeasuredMethod>>;

/** The errors of a method over networks drawn from a seed; those too large for the exact one are left out. */
export function approximationErrors(
  { approximate, exact, draw }: MeasuredMethod,
  networks: number,
  seed: number,
): readonly NetworkErrors[] {
  const random = RandomStream.fromSeed(seed);
  const found: NetworkErrors[] = [];
  while (found.length < networks) {
    const network = draw(random);
    const right = solved(() => exact(network));
    if (right === null) continue;
    const near = approximate(network).classes;
    // A class without a demand anywhere has no response time to miss.
    const pairs = right.classes
      .map((one, r) => ({ one, other: near[r] ?? one }))
      .filter(({ one }) => one.responseTime > 0);
    found.push({
      responseTimes: pairs.map(({ one, other }) => other.responseTime / one.responseTime - 1),
      throughputs: pairs.map(({ one, other }) => other.throughput / one.throughput - 1),
    });
  }
  return found;
}

/** Null where the chain has too many states. */
function solved(solve: () => MulticlassSolution): MulticlassSolution | null {
  try {
    return solve();
  } catch (error) {
    if (!(error instanceof RangeError) || !error.message.startsWith("states")) throw error;
    return null;
  }
}
