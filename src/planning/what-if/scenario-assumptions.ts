import type { ConnectionRoom } from "../../platform/levers/change/wanted-connections.ts";
import { type LeverName, leverOf } from "../../platform/levers/levers.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { connectionsWanted } from "./connections-wanted.ts";
import type { DrawnPlatform } from "./drawn-platform.ts";

/** What the answers about a change rest on besides the measurements. */
export interface AssumedBase {
  readonly assumptions: readonly string[];
  readonly groups: readonly {
    readonly drawn: readonly DrawnPlatform[];
    readonly room?: ConnectionRoom;
  }[];
}

const UNSAID_READS =
  "Of requests whose method tells neither read nor write one in ten to all only read, evenly over the draws: nobody has said (headroom init --read-share, or readShare under known:).";

/** What the platforms take for granted, and each lever of a change, each once. */
export function scenarioAssumptions(
  scenario: Scenario,
  { assumptions, groups }: AssumedBase,
): readonly string[] {
  const { levers } = scenario;
  const wanted = connectionsWanted([scenario], groups);
  const ofLevers = levers.flatMap(({ name }) => leverOf(name).assumes);
  const has = (lever: LeverName) => levers.some(({ name }) => name === lever);
  const reads = has("db.readReplicas") && groups.some(hasUnsaidReads) ? [UNSAID_READS] : [];
  const owner = has("api.replicas") && groups.some(hasUnsaidOwner) ? [UNSAID_OWNER] : [];
  return [
    ...new Set([
      ...assumptions,
      ...(wanted === null ? [] : [wanted.assumption]),
      ...ofLevers,
      ...reads,
      ...owner,
    ]),
  ];
}

const UNSAID_OWNER =
  "Whether each API instance has a pool of its own or all share one nobody has said: half of the draws take each (headroom init --pool-of, or poolOf under known:).";

function hasUnsaidOwner({ drawn }: AssumedBase["groups"][number]): boolean {
  return drawn.some(({ platform }) => platform.pools.some((pool) => pool.perReplicaUnsaid));
}

function hasUnsaidReads({ drawn }: AssumedBase["groups"][number]): boolean {
  return drawn.some(({ platform }) => platform.endpoints.some((one) => one.readShareUnsaid));
}
