/** Gauges of a monitoring export as telemetry of the levels that were measured meanwhile. */
import type { TelemetryRow } from "../measurement/campaign.ts";
import type { Seconds } from "../units.ts";
import type { Gauge } from "./imported-run.ts";

/** The window of one level, in Unix seconds. */
export interface LevelWindow {
  readonly users: number;
  readonly run: string;
  readonly start: number;
  readonly duration: Seconds;
}

interface Meaning {
  readonly what: string;
  readonly watch: "utilization" | "inUse" | "waiting";
  /** What one value has to be divided by. */
  readonly scale: number;
}

/**
 * Known by their names: connections in use and waiting (HikariCP, OpenTelemetry, pg_stat_activity …),
 * summed over instances as pool `connections`; shares of processor time, averaged, as `database` or
 * `api` where the name or a label says which. Other gauges are left out.
 */
export function telemetryOfGauges(
  gauges: readonly Gauge[],
  windows: readonly LevelWindow[],
): readonly TelemetryRow[] {
  const known = gauges.flatMap((gauge) => {
    const meaning = meaningOf(gauge);
    return meaning === undefined ? [] : [{ gauge, meaning }];
  });
  const parts = [...new Set(known.map(({ meaning }) => meaning.what))].sort();
  return windows.flatMap((window) =>
    parts.flatMap((what): readonly TelemetryRow[] => {
      const own = known.filter(({ meaning }) => meaning.what === what);
      const seen = (watch: Meaning["watch"]) => {
        const means = own
          .filter(({ meaning }) => meaning.watch === watch)
          .flatMap(({ gauge, meaning }) => meanWithin(gauge, window, meaning.scale));
        if (means.length === 0) return {};
        const sum = means.reduce((a, b) => a + b, 0);
        return { [watch]: watch === "utilization" ? sum / means.length : sum };
      };
      const figures = { ...seen("utilization"), ...seen("inUse"), ...seen("waiting") };
      if (Object.keys(figures).length === 0) return [];
      const { users, run } = window;
      return [{ users, run, what, ...figures, note: "gauges of the monitoring export" }];
    }),
  );
}

function meanWithin(
  { points = [] }: Gauge,
  { start, duration }: LevelWindow,
  scale: number,
): readonly number[] {
  const inside = points.filter(([time]) => time >= start && time <= start + duration);
  if (inside.length === 0) return [];
  return [inside.reduce((sum, [, value]) => sum + value, 0) / inside.length / scale];
}

function meaningOf({ name: given, min, max }: Gauge): Meaning | undefined {
  const name = given.toLowerCase();
  if (min < 0) return undefined;
  if (/cpu/.test(name) && /util|usage|percent|busy/.test(name)) {
    const what = /postgres|mysql|maria|mongo|database|\bdb\b|[_"]db[_"]/.test(name)
      ? "database"
      : /\bapi\b|[_"]api[_"]|\bapp\b|\bweb\b/.test(name)
        ? "api"
        : undefined;
    // Shares and per cent have the same names; no share is above 1.5.
    return what && { what, watch: "utilization", scale: max > 1.5 ? 100 : 1 };
  }
  if (!/pool|connections|hikari|pgbouncer|pg_stat_activity/.test(name)) return undefined;
  if (/pending|waiting|wait_queue|queued/.test(name)) {
    return { what: "connections", watch: "waiting", scale: 1 };
  }
  if (/idle|max|limit|total|created|timeout/.test(name)) return undefined;
  return /active|used|in_?use|busy|checked_?out|acquired/.test(name)
    ? { what: "connections", watch: "inUse", scale: 1 }
    : undefined;
}
