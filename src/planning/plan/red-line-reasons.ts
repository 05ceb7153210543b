/** Levels measured past the red line although the interval of the breaking point goes beyond them, and why. */
import type { Limits } from "../../limits/limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { RUN_TO_RUN } from "../../limits/run-to-run.ts";
import type { LevelKey } from "../../measurement/audit.ts";
import { keyOfLevel, levelSet } from "../../measurement/level-key.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatRelative } from "../../wording/format-share.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { inList } from "../../wording/wording.ts";
import type { HypothesesSummary, HypothesisResidual, HypothesisSummary } from "./plan-result.ts";

/** Two runs of one level differ by less than this in nineteen cases of twenty, as a ratio. */
const RUNS_DIFFER = Math.exp(2 * Math.SQRT2 * RUN_TO_RUN.percentile);

/**
 * A sentence for those that the fit misses by no more than runs differ, also where an incident had errors only;
 * one for those whose times are of an incident, and one for the rest, of which the fit is no word.
 */
export function redLineReasons(
  { list }: Pick<HypothesesSummary, "list">,
  limits: Pick<Limits, "breakingPoint">,
  policy: Pick<Policy, "redLine">,
  incidents: readonly LevelKey[],
): string[] {
  const { high } = limits.breakingPoint;
  const best = list.reduce<HypothesisSummary | null>(
    (a, b) => (a === null || b.weight > a.weight ? b : a),
    null,
  );
  const past = (best?.residuals ?? []).filter(
    ({ users, quantity, endpoint, measured }) =>
      quantity === "p95" &&
      endpoint === null &&
      measured > policy.redLine.p95 &&
      (high === null || high > users),
  );
  const set = levelSet(incidents);
  const isNear = ({ measured, fitted }: HypothesisResidual) =>
    Math.max(measured / fitted, fitted / measured) <= RUNS_DIFFER;
  const far = past.filter((one) => !isNear(one));
  const isOfIncident = (one: HypothesisResidual) => set.has(keyOfLevel(one));
  const reaches = high === null ? "beyond the predicted loads" : formatUsers(high);
  return [
    ...told(
      past.filter(isNear),
      (measured, fitted) =>
        `P95 was measured as ${measured}, past the red line, and fitted as ${fitted}: runs of one level differ by as much, so the interval of the breaking point reaches ${reaches}.`,
    ),
    ...told(
      far.filter(isOfIncident),
      (measured) =>
        `P95 was measured as ${measured}, past the red line, in an incident that load does not explain: it is in no limit. Should it come again, it breaks at that load, too.`,
    ),
    ...told(
      far.filter((one) => !isOfIncident(one)),
      (measured, fitted) =>
        `P95 was measured as ${measured}, past the red line, and fitted as ${fitted}: that is more than runs of one level differ. Until it is measured again, the platform may break there.`,
    ),
  ];
}

function told(
  levels: readonly HypothesisResidual[],
  say: (measured: string, fitted: string) => string,
): string[] {
  if (levels.length === 0) return [];
  const measured = levels.map(
    (one) => `${formatDuration(one.measured)} at ${formatUsers(one.users)}`,
  );
  const fitted = levels.map(
    (one) => `${formatDuration(one.fitted)} (${formatRelative(one.fitted / one.measured - 1)})`,
  );
  return [say(inList(measured), inList(fitted))];
}
