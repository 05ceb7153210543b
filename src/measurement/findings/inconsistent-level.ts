import { inLevel, inNumber, inPercent, inTime } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { keyOfLevel, levelSet } from "../level-key.ts";

import { type Evidence, placeOf } from "./evidence.ts";

/** Levels whose users, throughput and mean response time do not fit the other levels. */
export function inconsistentLevel({ thinkTime, measured }: Evidence): readonly Finding[] {
  const Z = thinkTime.thinkTime;
  if (Z === null) return [];
  const leaving = levelSet(thinkTime.inconsistent);
  return measured.flatMap(({ level, point }) => {
    const { throughput: X, mean: R, averageUsers: N } = point;
    const leaves = leaving.has(keyOfLevel(level));
    if (!leaves || X === undefined || R === undefined) return [];
    const expected = X * (Z + R);
    const which =
      thinkTime.levels === 2 ? " Of two levels it is not known which one is wrong." : "";
    return [
      {
        code: "inconsistent-level",
        severity: "warning",
        ...placeOf(level),
        message:
          `${inLevel(level)}: ${inNumber(X)} req/s and a mean of ${inTime(R)} belong to ` +
          `${belongTo(expected, N)} ` +
          `(${inPercent(expected / N - 1)}), with the think time of ${inTime(Z)} of the other levels.${which}`,
        law: "Interactive response-time law N̄ = X·(Z + R), within 5 %.",
        remedy:
          "Check that throughput and mean response time come from the same window and that all " +
          "users were running; rerun the level if they do.",
      },
    ];
  });
}

/** "93 users, not 80"; with their fractions where whole users would read "8 users, not 8". */
function belongTo(expected: number, users: number): string {
  const [one, other] = [Math.round(expected), Math.round(users)];
  return one === other
    ? `${inNumber(expected)} users, not ${inNumber(users)}`
    : `${inLevel({ users: one, run: "" })}, not ${inNumber(other)}`;
}
