import type { PlannedSettings } from "../../planning/verdict/planned-settings.ts";
import type { Seconds } from "../../units.ts";
import { rounded } from "./export-target.ts";

export interface ConnectionWait {
  readonly seconds: Seconds;
  /** Why so long, for the comments. */
  readonly reasons: readonly string[];
}

/**
 * How long a request may wait for a connection: as the planner or every model says; else as long as its
 * answer may take.
 *
 * @param exact the nearest that the program takes
 */
export function connectionWait(
  { policy, clients }: Pick<PlannedSettings, "policy" | "clients">,
  exact: (seconds: Seconds) => Seconds = (seconds) => seconds,
): ConnectionWait {
  const { objectives, redLine } = policy;
  const promised = objectives.p99 ?? objectives.p95 ?? redLine.p95;
  const said = clients.acquireTimeOut;
  const wanted = said ?? promised;
  const seconds = exact(wanted);
  const broken = `A request that waits longer than ${rounded(promised)} s for a connection has broken the promise of the policy`;
  return {
    seconds,
    reasons: [
      ...(said === null
        ? [`${broken}: it fails at once.`]
        : [
            `A request that waits ${rounded(said)} s for a connection fails: the acquireTimeOut of the platform that was measured.`,
            ...(said > promised ? [`${broken}, and goes on waiting until then.`] : []),
          ]),
      ...(seconds === wanted
        ? []
        : [`${rounded(wanted)} s as near as it can be written here: ${rounded(seconds)} s.`]),
    ],
  };
}
