import type { Share } from "../../units.ts";
import type { ResultsHeader } from "../results-header.ts";

/** One load of one cell: what was set, and what came of it. */
export interface SweepRow {
  /** By name of a lever, or load, timeOut, attempts, length, price; null: as it is. */
  readonly settings: Readonly<Record<string, number | string | null>>;
  /** Share of the platforms that it stands for. */
  readonly weight: Share;
  /** Null where there is no answer; staysDown is 0 or 1. */
  readonly figures: Readonly<Record<string, number | null>>;
}

/** Which rows of an analytic cell are asked for. */
export interface RowChoice {
  /** One for each load, or the one at a load; null: at the heaviest. */
  readonly loads: "each" | number | null;
}

/**
 * The rows of a line of results; none of a cell that was refused. Capacity is the heaviest load of
 * the cell up to which every one holds the red line; 0 where the first does not.
 *
 * @throws RangeError for a text that is no line of results, or a load that the cell has not
 */
export function rowsOfLine(
  header: ResultsHeader,
  text: string,
  { loads }: RowChoice,
): readonly SweepRow[] {
  const line = parsed(text);
  if (typeof line["refused"] === "string") return [];
  const model = header.models.find(({ name }) => name === line["model"]);
  const weight = model === undefined ? 0 : model.weight / model.draws;
  const settings = settingsOf(header, line);
  if (header.method === "simulated") {
    return [{ settings: { ...settings, ...placeOf(line) }, weight, figures: figuresOf(line) }];
  }
  const all = numbersOf(line["loads"]);
  const capacity = capacityOf(header, line, all);
  return chosen(all, loads).map((place) => ({
    settings: { ...settings, load: all[place] ?? 0 },
    weight,
    figures: { ...figuresAt(line, place), capacity },
  }));
}

type Line = Readonly<Record<string, unknown>>;

function parsed(text: string): Line {
  const data: unknown = JSON.parse(text);
  if (typeof data !== "object" || data === null) throw new RangeError(`no result: ${text}`);
  return { ...data };
}

const setting = (value: unknown): number | string | null =>
  typeof value === "number" || typeof value === "string" ? value : null;

function settingsOf({ axes }: ResultsHeader, line: Line): SweepRow["settings"] {
  const set = typeof line["levers"] === "object" ? { ...line["levers"] } : {};
  const values = axes.map(({ name }) => [name, setting((set as Line)[name])] as const);
  const price = axes.reduce((sum, one, i) => {
    const value = values[i]?.[1];
    return typeof value === "number" ? sum + one.price * value : sum;
  }, 0);
  return { ...Object.fromEntries(values), price };
}

function placeOf(line: Line): SweepRow["settings"] {
  const names = ["load", "timeOut", "attempts", "length"];
  return Object.fromEntries(names.map((name) => [name, setting(line[name])]));
}

/** Names of what a cell is, not of what came of it. */
const places: ReadonlySet<string> = new Set([
  ...["cell", "draw", "load", "timeOut", "attempts", "length", "seed", "replication"],
]);

function figuresOf(line: Line): SweepRow["figures"] {
  const figures = Object.entries(line).flatMap(([name, value]) => {
    if (places.has(name)) return [];
    if (typeof value === "boolean") return [[name, value ? 1 : 0] as const];
    return typeof value === "number" || value === null ? [[name, value] as const] : [];
  });
  return Object.fromEntries(figures);
}

function figuresAt(line: Line, place: number): SweepRow["figures"] {
  const figures = Object.entries(line).flatMap(([name, value]) => {
    if (!Array.isArray(value) || name === "loads" || name === "without") return [];
    const at: unknown = value[place];
    return [[name, typeof at === "number" ? at : null] as const];
  });
  return Object.fromEntries(figures);
}

const numbersOf = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "number") : [];

function chosen(loads: readonly number[], asked: RowChoice["loads"]): readonly number[] {
  if (asked === "each") return loads.map((_, place) => place);
  const load = asked ?? loads.reduce((a, b) => Math.max(a, b), 0);
  const place = loads.indexOf(load);
  if (place >= 0) return [place];
  throw new RangeError(`load must be one of the grid's, got ${load}`);
}

/** Without P95 among the figures there is no telling: then by errors alone. */
function capacityOf({ redLine }: ResultsHeader, line: Line, loads: readonly number[]): number {
  const rising = loads.map((load, place) => ({ load, place })).sort((a, b) => a.load - b.load);
  let capacity = 0;
  for (const { load, place } of rising) {
    const { p95 = 0, errorRate = 0 } = figuresAt(line, place);
    const holds =
      p95 !== null && errorRate !== null && p95 <= redLine.p95 && errorRate <= redLine.errorRate;
    if (!holds) return capacity;
    capacity = load;
  }
  return capacity;
}
