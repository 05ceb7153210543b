/** One random platform, solved and simulated: how far apart, and what it has that may tell why. */
import type { Platform } from "../../platform/platform.ts";
import type { LoadedPlatform } from "../../platform/testing/any-tree.ts";
import { platformParts } from "../../platform/tree/platform-parts.ts";
import { requestClasses } from "../../platform/tree/request-classes.ts";
import { type Reader, unsupported } from "../../platform/tree/supports.ts";
import { type JudgedQuantity, judgedCell } from "../course/judged-cell.ts";
import { simulatedPlatformOf } from "../course/simulated-platform-of.ts";
import { simulate } from "../engine/simulate.ts";

export interface JudgedTree {
  readonly platform: Platform;
  readonly users: number;
  /** Solver over simulator, less 1. */
  readonly differences: Readonly<Partial<Record<JudgedQuantity, number>>>;
  /** Half of the simulator's 95 % interval over its value. */
  readonly noise: Readonly<Partial<Record<JudgedQuantity, number>>>;
  readonly features: readonly string[];
}

/** What a reader cannot do of a platform. */
export function refusalsOf(reader: Reader, platform: Platform): readonly string[] {
  return unsupported(reader, platformParts(platform, requestClasses(platform)));
}

/**
 * @param platform without a client time-out: the simulator's users go on when it is over, the
 *   solver's wait for the answer
 */
export function judgeTree(
  { platform, users }: LoadedPlatform,
  seed: number,
  requests: number,
): JudgedTree {
  const result = simulate(simulatedPlatformOf(platform), {
    seed,
    load: { users },
    until: { requests },
    warmUp: 10 * platform.thinkTime,
  });
  const { figures } = judgedCell(platform, users, result);
  return {
    platform,
    users,
    differences: Object.fromEntries(figures.map((one) => [one.quantity, one.difference])),
    noise: Object.fromEntries(
      figures.map(({ quantity, simulated: { value, high } }) => [
        quantity,
        high === null ? Number.NaN : high / value - 1,
      ]),
    ),
    features: featuresOf(platform),
  };
}

/** What a platform has beside one line after the other, in words. */
function featuresOf(platform: Platform): readonly string[] {
  const { stations, pools, apiReplicas, rateLimit } = platform;
  const queues = stations.filter((station) => station.kind === "queue");
  const works = queues.flatMap(({ discipline, work }) =>
    work.map((one) => ({ ...one, discipline })),
  );
  const tests: readonly (readonly [string, boolean])[] = [
    ["visits below 1 or not whole", works.some(({ visits }) => !Number.isInteger(visits))],
    [
      "several visits to a first-come line",
      works.some(({ discipline, visits }) => discipline === "fifo" && visits > 1),
    ],
    ["a pool taken for each visit", pools.some(({ held }) => held === "visit")],
    ["work of CV above 1", works.some(({ variation }) => variation > 1)],
    ["shards", queues.some(({ shards }) => shards > 1)],
    ["read replicas", queues.some(({ readReplicas }) => readReplicas > 0)],
    [
      "API replicas with lines of their own",
      apiReplicas > 1 && [...queues, ...pools].some(({ perReplica }) => perReplica),
    ],
    ["rate limit", rateLimit !== null],
    ["acquire time-out", pools.some(({ acquireTimeOut }) => acquireTimeOut !== null)],
    ["overload", queues.some(({ overloadContention }) => overloadContention > 0)],
    ["contention or crowding", queues.some((one) => one.contention + one.crowding > 0)],
    ["several first-come stations", queues.filter(isFirstCome).length > 1],
  ];
  return tests.flatMap(([name, has]) => (has ? [name] : []));
}

const isFirstCome = ({ discipline }: { readonly discipline: string }) => discipline === "fifo";
