import type { Seconds } from "../../units.ts";
import { inPercent } from "../../wording/wording.ts";
import { least } from "../extremes.ts";
import type { Finding } from "../finding.ts";
import { median } from "../median.ts";
import type { Evidence, MeasuredLevel } from "./evidence.ts";

/** So many loads in common, with all differences to one side, are chance once in eight. */
const LEAST_LOADS = 3;

/** At every one of them by at least this share: two runs of one platform differ by less at light load. */
const APART = 0.15;

/** Response times by load, of one run of the whole campaign. */
interface Series {
  readonly name: string;
  readonly times: ReadonlyMap<number, Seconds>;
}

interface Difference {
  readonly slower: Series;
  readonly faster: Series;
  readonly loads: number;
  /** How much less the faster one takes, the median over the loads. */
  readonly less: number;
}

/**
 * Runs that answer at different speeds at every load that they share, always the same one faster: before
 * and after a change, or two machines. As repetitions of one they would make a platform that nobody has.
 */
export function runsOfTwoPlatforms({ measured }: Evidence): readonly Finding[] {
  const series = seriesOf(measured);
  const [first] = series
    .flatMap((one, i) => series.slice(i + 1).flatMap((other) => differenceOf(one, other) ?? []))
    .toSorted((a, b) => b.less - a.less);
  if (first === undefined) return [];
  const { slower, faster, loads, less } = first;
  return [
    {
      code: "runs-of-two-platforms",
      severity: "warning",
      level: null,
      message: `Runs “${faster.name}” take ${inPercent(less)} less time than runs “${slower.name}” at the middle one of ${loads} loads, and less at every one.`,
      law: "Runs of one platform differ now to one side and now to the other, and little at light load.",
      remedy:
        "If they are two versions, settings or machines, import each by itself and see headroom compare; one campaign is of one platform.",
    },
  ];
}

/** One for each name of a run without its load: “old 10” and “old 50” belong together. */
function seriesOf(measured: readonly MeasuredLevel[]): readonly Series[] {
  const named = new Map<string, Map<number, Seconds>>();
  for (const { level, point } of measured) {
    const name = level.run.replace(new RegExp(`(?<!\\d)0*${level.users}(?!\\d)`, "g"), "…");
    const time = point.mean ?? level.responseTime.p50;
    if (time === undefined || !(time > 0)) continue;
    const times = named.get(name) ?? new Map<number, Seconds>();
    named.set(name, times.set(level.users, time));
  }
  return [...named].map(([name, times]) => ({ name, times }));
}

function differenceOf(one: Series, other: Series): Difference | null {
  const ratios = [...one.times].flatMap(([users, time]) => {
    const its = other.times.get(users);
    return its === undefined ? [] : [its / time];
  });
  if (ratios.length < LEAST_LOADS) return null;
  const faster = ratios.every((ratio) => ratio <= 1 - APART);
  if (!faster && least(ratios) * (1 - APART) < 1) return null;
  const [slow, fast] = faster ? [one, other] : [other, one];
  const shares = faster ? ratios : ratios.map((ratio) => 1 / ratio);
  return { slower: slow, faster: fast, loads: ratios.length, less: 1 - median(shares) };
}
