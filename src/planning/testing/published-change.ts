/** A published series and what was changed from one to another. */
import type { Lever, Scenario } from "../../platform/scenario.ts";

/** One measured series as the collection writes it down; more keys are left alone. */
export interface PublishedSeries {
  readonly id: string;
  readonly change_group?: string;
  /** What this series has of what the group varies, e.g. { vcpu: 8 } or { pool: "unbounded" }. */
  readonly change?: Readonly<Record<string, unknown>>;
  readonly think_time_s?: number;
  readonly points: readonly {
    readonly N: number;
    readonly X: number;
    readonly R_ms?: number;
  }[];
}

/** What the change acts on: places in a line, or the power that works. */
export type Changed = { readonly of: "pool" | "power"; readonly amount: number };

const places = /pool|connection|thread/i;

/**
 * How much a series has of what its group varies. A word without a number ("unbounded", "direct")
 * is a pool that all its users fit into.
 *
 * @returns null where the entry does not say
 */
export function changedAmount({ change, points }: PublishedSeries): Changed | null {
  const entry = Object.entries(change ?? {})[0];
  if (entry === undefined) return null;
  const [key, value] = entry;
  const number = Number(/\d+(\.\d+)?/.exec(String(value))?.[0] ?? Number.NaN);
  if (places.test(key)) {
    const most = Math.max(...points.map(({ N }) => N));
    return { of: "pool", amount: number > 0 ? number : most };
  }
  return number > 0 ? { of: "power", amount: number } : null;
}

/** The change from one series to another as a scenario; null where it is none of amount. */
export function publishedChange(before: PublishedSeries, after: PublishedSeries): Scenario | null {
  const [from, to] = [changedAmount(before), changedAmount(after)];
  if (from === null || to === null || from.of !== to.of) return null;
  const ratio = to.amount / from.amount;
  const lever: Lever =
    from.of === "pool"
      ? { name: "pool.size", text: `${to.amount}`, value: to.amount }
      : {
          name: "db.cores",
          text: `${ratio} * db.cores`,
          value: { operation: "multiply", values: [ratio, { figure: "db.cores" }] },
        };
  return { name: "change", title: lever.text, source: "", cost: null, levers: [lever] };
}
