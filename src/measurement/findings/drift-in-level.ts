import { inLevel, inPercent } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { levelCourse } from "../level-course.ts";
import { type Evidence, placeOf } from "./evidence.ts";

/** Levels that had not come to a steady state: response time or throughput moves all the time. */
export function driftInLevel({ measured }: Evidence): readonly Finding[] {
  return measured.flatMap(({ level, series }): readonly Finding[] => {
    const { drift } = levelCourse(series);
    if (drift === null) return [];
    const way = drift.change > 0 ? "rises" : "falls";
    return [
      {
        code: "drift-in-level",
        severity: "warning",
        ...placeOf(level),
        message:
          `${inLevel(level)}: the ${drift.quantity} ${way} by ${inPercent(Math.abs(drift.change))} of its ` +
          "median from the start of the window to its end; the averages belong to no steady state.",
        law: "Averages stand for a load only in a steady state: no trend inside the window (Mann–Kendall test, p < 0.001).",
        remedy:
          "Run the level until it settles; if it never does, look for a leak, a growing table or a full disk.",
      },
    ];
  });
}
