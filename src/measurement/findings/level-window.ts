import { inLoads } from "../../wording/in-loads.ts";
import type { Finding } from "../finding.ts";
import { averagesOverRamp, noteSays, windowNotes } from "../level-note.ts";
import type { Evidence, MeasuredLevel } from "./evidence.ts";

/** Levels whose note says that their window is more than a held load. */
export function levelWindow({ measured }: Evidence): readonly Finding[] {
  const whole = measured.filter(
    // With a known spawn rate the size of the ramp is known, and another finding says it.
    ({ level, point }) =>
      point.rampBias === undefined &&
      !averagesOverRamp(level) &&
      noteSays(level.note, "whole run, ramp"),
  );
  const averaged = measured.filter(({ level }) => averagesOverRamp(level));
  const ramps = measured.filter(({ level }) => noteSays(level.note, windowNotes.ramp));
  return [
    ...grouped(
      whole,
      "ramp-of-unknown-size",
      "the figures cover the whole run, and how long the users took to start is not known",
      "Ramp-up inside the window lowers X and R by a share of about ramp/(2·duration).",
      "Give the history of the run beside its totals, or write spawn_rate into levels.csv.",
    ),
    ...grouped(
      averaged,
      "average-over-ramp",
      "users are the mean of a window in which they rose or fell, and so are throughput and response times",
      "Means keep Little's law N̄ = X·(Z + R), but an average over light and heavy load is neither.",
      "Hold each load for a minute or more, or give the log of single requests.",
    ),
    ...grouped(
      ramps,
      "level-of-a-ramp",
      "the levels were read off a ramp, on which the load never stood still",
      "On a ramp response times trail the load: what is counted now began under fewer users.",
      "Hold each load for a minute or more where a limit depends on it.",
    ),
  ];
}

function grouped(
  levels: readonly MeasuredLevel[],
  code: string,
  what: string,
  law: string,
  remedy: string,
): readonly Finding[] {
  if (levels.length === 0) return [];
  const loads = [...new Set(levels.map(({ level }) => level.users))];
  const names = loads.length > 8 ? `${loads.length} loads` : inLoads(loads);
  return [
    {
      code,
      severity: "note",
      level: loads.length === 1 ? (loads[0] ?? null) : null,
      message: `${names}: ${what}.`,
      law,
      remedy,
    },
  ];
}
