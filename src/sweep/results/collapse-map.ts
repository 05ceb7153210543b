/** After which spikes a platform stays down, and with which clients it never does. */
import { wilsonInterval } from "../../stats/wilson-interval.ts";
import type { Seconds, Share } from "../../units.ts";
import { groupRows, type RowGroup } from "./group-rows.ts";
import type { SweepRow } from "./sweep-row.ts";

/** Clients that all behave alike. */
export interface ClientSettings {
  /** 0: they never give up; null: as the platform or the profile has it. */
  readonly timeOut: Seconds | null;
  /** Null: as the profile has it. */
  readonly attempts: number | null;
}

/** One load and length of the spike. */
export interface CollapseCell extends ClientSettings {
  readonly load: number;
  readonly length: Seconds;
  /** Share of the runs that end down, each explanation by its weight. */
  readonly staysDown: Share;
  readonly runs: number;
}

/** What a setting of the clients comes to over the whole map. */
export interface ClientVerdict extends ClientSettings {
  readonly runs: number;
  /** Runs that stayed down, of all loads and lengths. */
  readonly down: number;
  /** 90 % interval of their share, were all runs alike. */
  readonly atMost: Share;
}

export interface CollapseMap {
  readonly cells: readonly CollapseCell[];
  /** The settings with which no run stayed down; what is impossible, as far as runs can tell. */
  readonly never: readonly ClientVerdict[];
  readonly verdicts: readonly ClientVerdict[];
}

/** @throws RangeError unless there are rows of cells with a spike */
export function collapseMap(rows: readonly SweepRow[]): CollapseMap {
  const spikes = rows.filter(({ figures }) => typeof figures["staysDown"] === "number");
  if (spikes.length === 0) throw new RangeError("rows must be of cells with a spike, got none");
  const cells = groupRows(spikes, ["timeOut", "attempts", "load", "length"]).map(
    (group): CollapseCell => ({
      ...clientsOf(group),
      load: Number(group.settings["load"]),
      length: Number(group.settings["length"]),
      staysDown: shareDown(group),
      runs: group.rows.length,
    }),
  );
  const verdicts = groupRows(spikes, ["timeOut", "attempts"]).map((group): ClientVerdict => {
    const runs = group.rows.length;
    const down = group.rows.filter(({ figures }) => figures["staysDown"] === 1).length;
    return { ...clientsOf(group), runs, down, atMost: wilsonInterval(down, runs).high };
  });
  return { cells, verdicts, never: verdicts.filter(({ down }) => down === 0) };
}

function clientsOf({ settings }: RowGroup): ClientSettings {
  const number = (name: string) => {
    const value = settings[name];
    return typeof value === "number" ? value : null;
  };
  return { timeOut: number("timeOut"), attempts: number("attempts") };
}

function shareDown({ rows }: RowGroup): Share {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const down = rows.reduce(
    (sum, { weight, figures }) => sum + weight * (figures["staysDown"] ?? 0),
    0,
  );
  // Rounding may leave a sum of shares a digit above 1.
  return total > 0 ? Math.min(1, down / total) : 0;
}
