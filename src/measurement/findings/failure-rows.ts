import { inLevel, inNumber } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { endpointsOfWholeRun } from "../level-note.ts";
import { type Evidence, placeOf } from "./evidence.ts";

const law = "The kinds of error add up to the failures.";

/** Failure counts by kind against the failures of their level and of each endpoint. */
export function failureRows({ measured }: Evidence): readonly Finding[] {
  return measured.flatMap(({ level, endpoints, failures }) => {
    if (failures.length === 0 || level.note.includes(endpointsOfWholeRun)) return [];
    const findings: Finding[] = [];
    const listed = failures.reduce((total, { count }) => total + count, 0);
    if (level.failures !== undefined && listed !== level.failures) {
      const more = listed > level.failures;
      findings.push({
        code: more ? "failures-exceed-level" : "failures-unlisted",
        severity: more ? "error" : "note",
        ...placeOf(level),
        message: more
          ? `${inLevel(level)}: the failure rows add up to ${inNumber(listed)}, more than the level's ${inNumber(level.failures)} failures.`
          : `${inLevel(level)}: the failure rows name ${inNumber(listed)} of ${inNumber(level.failures)} failures.`,
        law,
        remedy: more
          ? "Check that both tables come from one test."
          : "Import the full failure table of the load generator.",
      });
    }
    const byEndpoint = new Map<string, number>();
    for (const { method, path, count } of failures) {
      const key = `${method} ${path}`;
      byEndpoint.set(key, (byEndpoint.get(key) ?? 0) + count);
    }
    for (const { method, path, failures: stated } of endpoints) {
      const located = byEndpoint.get(`${method} ${path}`) ?? 0;
      if (stated === undefined || located <= stated) continue;
      findings.push({
        code: "failures-exceed-endpoint",
        severity: "error",
        ...placeOf(level),
        message: `${inLevel(level)}, ${`${method} ${path}`.trim()}: the failure rows add up to ${inNumber(located)}, more than the endpoint's ${inNumber(stated)} failures.`,
        law,
        remedy: "Check that both tables come from one test.",
      });
    }
    return findings;
  });
}
