import { inLevel, inNumber, inPercent, inTime } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { levelCourse } from "../level-course.ts";
import { type Evidence, placeOf } from "./evidence.ts";

/** Levels whose averages contain the time before caches, connections and queues had settled. */
export function warmUpInWindow({ measured }: Evidence): readonly Finding[] {
  return measured.flatMap(({ level, series }): readonly Finding[] => {
    const { warmUp } = levelCourse(series);
    if (warmUp === null) return [];
    const { end, before, after, bias } = warmUp;
    return [
      {
        code: "warm-up-in-window",
        severity: "warning",
        ...placeOf(level),
        message:
          `${inLevel(level)}: in the first ${inNumber(end)} s requests took ${inTime(before)} on average, ` +
          `afterwards ${inTime(after)}; the mean of the window is ${inPercent(Math.abs(bias))} too ` +
          `${bias > 0 ? "high" : "low"}.`,
        law: "A window begins when the system has settled: the truncation of least standard error (MSER) cuts nothing.",
        remedy: `Cut at least ${inNumber(Math.ceil(end))} s more before the window (in Locust: --reset-stats after the warm-up).`,
      },
    ];
  });
}
