import { leverOf } from "../../platform/levers/levers.ts";
import type { Scenario } from "../../platform/scenario.ts";
import type { DrawnPlatform } from "./drawn-platform.ts";

/** What the answers about a change rest on besides the measurements. */
export interface AssumedBase {
  readonly assumptions: readonly string[];
  readonly groups: readonly { readonly drawn: readonly DrawnPlatform[] }[];
}

const UNSAID_READS =
  "Of requests whose method tells neither read nor write one in ten to all only read, evenly over the draws: nobody has said (headroom init --read-share, or readShare under known:).";

/** What the platforms take for granted, and each lever of a change, each once. */
export function scenarioAssumptions(
  { levers }: Scenario,
  { assumptions, groups }: AssumedBase,
): readonly string[] {
  const ofLevers = levers.flatMap(({ name }) => leverOf(name).assumes);
  const readsCount = levers.some(({ name }) => name === "db.readReplicas");
  const reads = readsCount && groups.some(hasUnsaidReads) ? [UNSAID_READS] : [];
  return [...new Set([...assumptions, ...ofLevers, ...reads])];
}

/** Whether its draws differ in how many requests only read. */
function hasUnsaidReads({ drawn }: AssumedBase["groups"][number]): boolean {
  const shares = drawn.flatMap(({ platform }) =>
    platform.endpoints.flatMap(({ kind, readShare }) => (kind === "mixed" ? [readShare] : [])),
  );
  return new Set(shares).size > 1;
}
