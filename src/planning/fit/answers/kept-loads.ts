/** Solved loads as plain data that can be put away, and taken up again. */
import { isListOf, isNumber, isRecordOf } from "../../../calibration/plain-record.ts";
import { entryAt } from "../../../entry-at.ts";
import type { Percentile } from "../../../limits/plausible-platform.ts";
import type { LoadTable, SolvedLoad, SolvedLoads } from "../../../limits/solved/solved-loads.ts";
import { recordOf } from "../../../record.ts";

/** `figures`, place of the bottleneck, utilizations, percentiles; null: not asked for. */
type Row = readonly (number | null)[];

export interface KeptLoads {
  /** Null: not asked for. */
  readonly lightLoadCycle: number | null;
  /** Users, and what is carried; null: not asked for. */
  readonly carried: readonly [users: number, idle: number, carried: number] | null;
  /** Stations and pools, by which rows tell what is in use. */
  readonly parts: readonly string[];
  readonly rows: readonly Row[];
}

const percentiles: readonly Percentile[] = ["p50", "p90", "p95", "p99"];

const figures = [
  ...(["users", "throughput", "answered", "goodput", "mean"] as const),
  ...(["errorRate", "refusedShare"] as const),
];

const placeOf = recordOf(figures, (_, place) => place);

/** Numbers of a row before the utilizations. */
const FIRST = figures.length + 1;

export function keptLoads({ lightLoadCycle, carried, loads }: SolvedLoads): KeptLoads {
  const all = [...loads.values()];
  const parts = Object.keys(all[0]?.utilization ?? {});
  const rows = all.map((load) => [
    ...figures.map((name) => load[name]),
    parts.indexOf(load.bottleneck),
    ...parts.map((name) => load.utilization[name] ?? null),
    ...percentiles.map((name) => load.percentiles.get(name) ?? null),
  ]);
  return {
    lightLoadCycle,
    carried: carried && [carried.users, carried.idle, carried.carried],
    parts,
    rows: rows.filter((row) => isRow(row, parts.length)),
  };
}

/** The solved loads of kept data, or null where the data are of another shape. */
export function restoredLoads(kept: unknown): SolvedLoads | null {
  if (!isKept(kept)) return null;
  const { lightLoadCycle, carried: known, parts, rows } = kept;
  const carried = known && { users: known[0], idle: known[1], carried: known[2] };
  return { lightLoadCycle, carried, loads: new RestoredTable(parts, rows), added: 0 };
}

/** Of thousands of kept loads a question asks for a few: each is taken up when it is asked for. */
class RestoredTable implements LoadTable {
  readonly #parts: readonly string[];
  /** A record of the parts to be filled in: their names may be any, so that it is copied, not made. */
  readonly #unused: Readonly<Record<string, number>>;
  readonly #all: Map<number, Row | SolvedLoad>;

  constructor(parts: readonly string[], rows: readonly Row[]) {
    this.#parts = parts;
    this.#unused = recordOf(parts, () => 0);
    this.#all = new Map(rows.map((row) => [row[0] ?? 0, row]));
  }

  get(users: number): SolvedLoad | undefined {
    const found = this.#all.get(users);
    return found === undefined ? undefined : this.#taken(users, found);
  }

  set(users: number, load: SolvedLoad): void {
    this.#all.set(users, load);
  }

  values(): readonly SolvedLoad[] {
    return [...this.#all].map(([users, found]) => this.#taken(users, found));
  }

  #taken(users: number, found: Row | SolvedLoad): SolvedLoad {
    if ("percentiles" in found) return found;
    const load = restoredLoad(found, this.#parts, this.#unused);
    this.#all.set(users, load);
    return load;
  }
}

/** Field by field, since there are thousands. */
function restoredLoad(
  row: Row,
  parts: readonly string[],
  unused: Readonly<Record<string, number>>,
): SolvedLoad {
  const at = (place: number) => row[place] ?? 0;
  const utilization = { ...unused };
  for (let i = 0; i < parts.length; i++) utilization[entryAt(parts, i)] = at(FIRST + i);
  const times = new Map<Percentile, number>();
  for (let i = 0; i < percentiles.length; i++) {
    const time = row[FIRST + parts.length + i] ?? null;
    if (time !== null) times.set(entryAt(percentiles, i), time);
  }
  return {
    users: at(placeOf.users),
    throughput: at(placeOf.throughput),
    answered: at(placeOf.answered),
    goodput: at(placeOf.goodput),
    mean: at(placeOf.mean),
    errorRate: at(placeOf.errorRate),
    refusedShare: at(placeOf.refusedShare),
    utilization,
    bottleneck: parts[at(FIRST - 1)] ?? "",
    percentiles: times,
  };
}

/** All numbers but the percentiles are there, and the bottleneck is a part. */
function isRow(row: unknown, parts: number): boolean {
  if (!Array.isArray(row) || row.length !== FIRST + parts + percentiles.length) return false;
  for (let i = 0; i < row.length; i++) {
    const isAsked = i < FIRST + parts || row[i] !== null;
    if (isAsked && !Number.isFinite(row[i])) return false;
  }
  return isPlace(row[0], 1, Number.MAX_SAFE_INTEGER) && isPlace(row[FIRST - 1], 0, parts - 1);
}

const isPlace = (value: unknown, from: number, to: number): boolean =>
  isNumber(value) && Number.isInteger(value) && value >= from && value <= to;

const isPositive = (value: unknown): value is number => isNumber(value) && value > 0;

function isKept(value: unknown): value is KeptLoads {
  const shaped = isRecordOf<KeptLoads>(value, {
    lightLoadCycle: (cycle) => cycle === null || isPositive(cycle),
    carried: (list) =>
      list === null || (isListOf(list, isPositive) && (list as unknown[]).length === 3),
    parts: (names) => isListOf(names, (name) => typeof name === "string"),
    rows: Array.isArray,
  });
  return shaped && value.rows.every((row) => isRow(row, value.parts.length));
}
