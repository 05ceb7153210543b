/** The picture of a sweep that was asked for, or the one that fits its grid. */
import type { ChartSpec } from "../../charts/layers/chart-spec.ts";
import type { ChartOptions } from "../../charts/layers/theme.ts";
import { settingWords } from "../../charts/sweep/setting-words.ts";
import { variedSettings } from "../../sweep/results/group-rows.ts";
import type { RowChoice, SweepRow } from "../../sweep/results/sweep-row.ts";
import type { ResultsHeader } from "../../sweep/results-header.ts";
import { type Arguments, text, texts } from "../command.ts";
import { UsageError } from "../usage-error.ts";

const pictures = ["heat-map", "pareto", "collapse"] as const;
type Picture = (typeof pictures)[number];

/** @throws UsageError for a picture, setting or figure that the sweep has not */
export async function sweepPicture(
  args: Arguments,
  path: string,
  header: ResultsHeader,
  drawn: ChartOptions,
): Promise<ChartSpec> {
  const picture = pictureOf(args, header);
  const { readRows } = await import("../../io/sweep/read-rows.ts");
  const named = [text(args, "x"), text(args, "y")];
  const each = picture === "heat-map" && (named.includes("load") || header.axes.length < 2);
  const choice: RowChoice = { loads: each ? "each" : await loadOf(args, header) };
  const where = conditionsOf(args);
  const read = () => readRows(path, header, choice, (row) => where.every((one) => one.holds(row)));
  const rows = readable(() => read().rows);
  const [first] = rows;
  if (first === undefined) throw new UsageError("no cell is left to draw", "see --where and --at");
  const common = {
    title: header.title,
    unit: header.unit,
    rows,
    where: placeOf(choice, header, where),
  };
  if (picture === "collapse") {
    const { collapseMap } = await import("../../sweep/results/collapse-map.ts");
    const { collapseChart } = await import("../../charts/sweep/collapse-chart.ts");
    refuseOthers(rows, ["load", "length", "timeOut", "attempts"]);
    return collapseChart(collapseMap(rows), header, drawn);
  }
  const varied = variedSettings(rows).filter((name) => name !== "price");
  if (picture === "pareto") {
    const { paretoChart } = await import("../../charts/sweep/pareto-chart.ts");
    const priced = header.axes.some(({ price }) => price > 0);
    const x = known(first, text(args, "x") ?? (priced ? "price" : (varied[0] ?? "price")), "--x");
    const fitting = header.method === "analytic" ? "capacity" : "p95";
    const y = known(first, text(args, "y") ?? text(args, "figure") ?? fitting, "--y");
    const figures = [x, y].filter((name) => Object.hasOwn(first.figures, name));
    const loadless = figures.every((name) => name === "capacity");
    const place = loadless ? where.map(({ words }) => `with ${words}`).join(", ") : common.where;
    return paretoChart({ ...common, where: place, x, y, settings: varied }, drawn);
  }
  const { heatMapChart } = await import("../../charts/sweep/heat-map-chart.ts");
  const x = setting(first, text(args, "x") ?? (each ? "load" : varied[0]), "--x");
  const y = setting(first, text(args, "y") ?? varied.find((name) => name !== x), "--y");
  const figure = figureOf(first, text(args, "figure") ?? (header.spike ? "staysDown" : "p95"));
  refuseOthers(rows, [x, y]);
  return heatMapChart({ ...common, x, y, figure }, drawn);
}

function pictureOf(args: Arguments, { spike }: ResultsHeader): Picture {
  const typed = text(args, "picture");
  if (typed === undefined) return spike ? "collapse" : "heat-map";
  const picture = pictures.find((one) => one === typed);
  if (picture === undefined) {
    throw new UsageError(`unknown picture "${typed}"`, `one of ${pictures.join(", ")}`);
  }
  if (picture !== "collapse" || spike) return picture;
  throw new UsageError("the sweep has no spike", "add spike: to the grid, or draw a heat-map");
}

async function loadOf(args: Arguments, { method, unit }: ResultsHeader): Promise<number | null> {
  const typed = text(args, "at");
  if (typed === undefined) return null;
  if (method === "simulated") {
    throw new UsageError("--at is of analytic cells", "write --where load=300");
  }
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  try {
    return parseQuantity(typed, unit === "users" ? "users" : "rate");
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new UsageError(`--at: ${error.message}`, "e.g. --at '300 users'");
  }
}

interface Condition {
  readonly words: string;
  readonly holds: (row: SweepRow) => boolean;
}

/** "pool.size=40": the rows with that setting. */
function conditionsOf(args: Arguments): readonly Condition[] {
  return texts(args, "where").map((typed) => {
    const at = typed.lastIndexOf("=");
    const [name, value] = [typed.slice(0, at).trim(), typed.slice(at + 1).trim()];
    if (at < 1 || value === "") {
      throw new UsageError(`--where ${typed}: expected a setting`, "e.g. --where pool.size=40");
    }
    const number = Number(value);
    return {
      words: `${name} ${value}`,
      holds: ({ settings }) => {
        if (!Object.hasOwn(settings, name)) {
          const hint = `settings: ${Object.keys(settings).join(", ")}`;
          throw new UsageError(`--where: the sweep has no "${name}"`, hint);
        }
        const own = settings[name] ?? null;
        return own === number || String(own) === value || settingWords(name, own) === value;
      },
    };
  });
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(error.message, "take one of the loads of the grid");
  }
}

function placeOf(
  { loads }: RowChoice,
  { unit, method }: ResultsHeader,
  where: readonly Condition[],
): string {
  const at =
    method === "simulated" || loads === "each"
      ? []
      : [loads === null ? "at the heaviest load" : `at ${loads} ${unit}`];
  return [...at, ...where.map(({ words }) => `with ${words}`)].join(", ");
}

/** What varies besides would be mixed without a word. */
function refuseOthers(rows: readonly SweepRow[], shown: readonly string[]): void {
  const other = variedSettings(rows).find((name) => name !== "price" && !shown.includes(name));
  if (other === undefined) return;
  const value = rows[0]?.settings[other] ?? null;
  const hint = `hold it: --where '${other}=${settingWords(other, value)}'`;
  throw new UsageError(`${other} varies, too, and has no place in the picture`, hint);
}

function setting({ settings }: SweepRow, name: string | undefined, option: string): string {
  if (name !== undefined && Object.hasOwn(settings, name)) return name;
  const hint = `settings: ${Object.keys(settings).join(", ")}`;
  if (name === undefined) throw new UsageError("a heat map needs two things that vary", hint);
  throw new UsageError(`${option}: the sweep has no "${name}"`, hint);
}

function figureOf({ figures }: SweepRow, name: string): string {
  if (Object.hasOwn(figures, name)) return name;
  const hint = `figures: ${Object.keys(figures).join(", ")}`;
  throw new UsageError(`the sweep has no figure "${name}"`, hint);
}

function known(row: SweepRow, name: string, option: string): string {
  if (Object.hasOwn(row.settings, name) || Object.hasOwn(row.figures, name)) return name;
  const all = [...Object.keys(row.settings), ...Object.keys(row.figures)];
  throw new UsageError(`${option}: the sweep has no "${name}"`, `known: ${all.join(", ")}`);
}
