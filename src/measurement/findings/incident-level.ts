import { inLevel, inNumber, inPercent } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { BUNCH, type ErrorCount, RERUN_FACTOR } from "../incident.ts";
import { keyOfLevel, rowsByLevel } from "../level-key.ts";

import { type Evidence, placeOf } from "./evidence.ts";

const test = `exact binomial test, rates up to ${RERUN_FACTOR}× apart and errors in bunches of ${BUNCH} allowed for`;

/** An error rate that jumped and returned, and one at the highest load that cannot be placed. */
export function incidentLevel({ incidents, campaign, refusals }: Evidence): readonly Finding[] {
  const rate = ({ failures, requests }: ErrorCount) => inPercent(failures / requests);
  const rows = rowsByLevel(campaign.failures);
  const kinds = (level: ErrorCount) => {
    const byError = new Map<string, number>();
    for (const row of rows.get(keyOfLevel(level)) ?? []) {
      byError.set(row.error, (byError.get(row.error) ?? 0) + row.count);
    }
    const [most] = [...byError].toSorted((a, b) => b[1] - a[1]);
    return most === undefined ? "" : ` Most frequent: ${most[0]} (${inNumber(most[1])}).`;
  };

  const returned = incidents.incidents.map((level): Finding => {
    const count = `${inNumber(level.failures)} of ${inNumber(level.requests)} requests failed`;
    const before = level.from && `${rate(level.from)} at ${inLevel(level.from)} and `;
    const after = `${rate(level.returnedAt)} at ${inLevel(level.returnedAt)}`;
    const chance = level.pValue < 1e-6 ? "p < 0.000001" : `p = ${level.pValue.toPrecision(1)}`;
    return {
      code: "incident-level",
      severity: "warning",
      ...placeOf(level),
      message:
        `${inLevel(level)}: an error rate of ${rate(level)} (${count}) that load does not explain: ` +
        `it is ${before ?? ""}${after}.${kinds(level)}`,
      law: `Errors caused by load do not go away under an equal or higher load (${test}; ${chance}).`,
      remedy:
        `Rerun ${inNumber(level.users)} users with server logs kept. Until then its errors stay ` +
        "out of the error model, and in the launch decision.",
    };
  });

  // Answers of a rate limit say themselves what they are.
  const said = (level: ErrorCount) =>
    refusals.rateLimit?.counts === "refusals" && refusals.limited.has(keyOfLevel(level));
  const undecided = incidents.undecided.filter(({ level }) => !said(level));
  const open = undecided.map(
    ({ level, from, between }): Finding => ({
      code: "errors-at-highest-level",
      severity: "warning",
      ...placeOf(level),
      message:
        `${inLevel(level)}: the error rate ${between === null ? "jumps" : "rises"} from ${rate(from)} at ${inLevel(from)} ` +
        `${between === null ? "" : `over ${rate(between)} at ${inLevel(between)} `}to ${rate(level)} at the highest load measured: an incident and errors by load look the same here.`,
      law: `Only a higher load can show whether an error rate returns (${test}).`,
      remedy: `Rerun ${inNumber(level.users)} users, or measure a higher load. Until then the errors count as caused by load.`,
    }),
  );
  return [...returned, ...open];
}
