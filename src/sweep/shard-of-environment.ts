import { requireShard, type Shard } from "./shard.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** How a scheduler tells its processes apart. */
interface IndexContract {
  readonly scheduler: string;
  /** Holds the process's index; it is there where the scheduler is. */
  readonly index: string;
  /** Holds the number of processes; null where the scheduler does not say. */
  readonly count: string | null;
  /** The index of the first process; a variable that holds it, or a number. */
  readonly first: number | { readonly variable: string };
}

const contracts: readonly IndexContract[] = [
  { scheduler: "Kubernetes Indexed Job", index: "JOB_COMPLETION_INDEX", count: null, first: 0 },
  {
    scheduler: "Slurm array",
    index: "SLURM_ARRAY_TASK_ID",
    count: "SLURM_ARRAY_TASK_COUNT",
    first: { variable: "SLURM_ARRAY_TASK_MIN" },
  },
  {
    scheduler: "AWS Batch array",
    index: "AWS_BATCH_JOB_ARRAY_INDEX",
    count: "AWS_BATCH_JOB_ARRAY_SIZE",
    first: 0,
  },
  { scheduler: "GitLab CI matrix", index: "CI_NODE_INDEX", count: "CI_NODE_TOTAL", first: 1 },
];

/**
 * The shard that a scheduler gives this process.
 *
 * @param of number of shards, where the scheduler does not say or to be held against what it says
 * @throws RangeError where no scheduler or several of them speak, or what they say is no shard
 */
export function shardOfEnvironment(environment: Environment, of: number | null): Shard {
  const said = contracts.filter(({ index }) => (environment[index] ?? "") !== "");
  const [contract, second] = said;
  if (contract === undefined) {
    const names = contracts.map(({ index }) => index).join(", ");
    throw new RangeError(`no scheduler speaks: none of ${names} is set`);
  }
  if (second !== undefined) {
    throw new RangeError(`both ${contract.index} and ${second.index} are set: whose shard is it?`);
  }
  const count = contract.count === null ? null : read(environment, contract.count);
  const shards = of ?? count;
  if (shards === null) {
    throw new RangeError(`${contract.scheduler} does not say how many shards there are`);
  }
  if (count !== null && count !== shards) {
    throw new RangeError(`${contract.count ?? ""} is ${count}, but ${shards} shards are asked for`);
  }
  const { first } = contract;
  const least = typeof first === "number" ? first : read(environment, first.variable);
  return requireShard({ index: read(environment, contract.index) - least + 1, of: shards });
}

function read(environment: Environment, name: string): number {
  const text = environment[name] ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new RangeError(`${name} must be a whole number, 0 or more, got "${text}"`);
}
