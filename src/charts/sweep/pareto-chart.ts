/** Every combination of settings by two figures, and those that nothing beats. */
import type { LoadUnit } from "../../simulation/course/profile.ts";
import { figureOf, groupRows, type RowGroup } from "../../sweep/results/group-rows.ts";
import { type Directions, paretoFront } from "../../sweep/results/pareto-front.ts";
import type { SweepRow } from "../../sweep/results/sweep-row.ts";
import { chartFrame } from "../layers/chart-frame.ts";
import { chartLayout } from "../layers/chart-layout.ts";
import type { ChartSpec, JsonObject } from "../layers/chart-spec.ts";
import { type ChartOptions, chartTheme } from "../layers/theme.ts";
import { settingInWords, settingTitle, settingWords } from "./setting-words.ts";

export interface ParetoPicture {
  readonly title: string;
  readonly unit: LoadUnit;
  /** Names of two figures, or of settings that are numbers. */
  readonly x: string;
  readonly y: string;
  /** Settings that tell one combination from another. */
  readonly settings: readonly string[];
  readonly where: string;
  readonly rows: readonly SweepRow[];
}

/** More of these is better; of everything else less. */
const moreIsBetter: ReadonlySet<string> = new Set([
  ...["capacity", "throughput", "goodput", "answeredAtEnd", "load"],
]);

const directionOf = (name: string): "less" | "more" => (moreIsBetter.has(name) ? "more" : "less");

/** Combinations of a front whose settings are written beside them. */
const MOST_NAMED = { page: 12, slide: 8, column: 3 } as const;

export function paretoChart(picture: ParetoPicture, options: ChartOptions = {}): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const { x, y, unit, settings } = picture;
  const candidates = groupRows(picture.rows, [...settings, "price"]).flatMap((group) => {
    const [across, up] = [amountOf(group, x), amountOf(group, y)];
    return across === null || up === null ? [] : [{ x: across, y: up, group }];
  });
  const better: Directions = { x: directionOf(x), y: directionOf(y) };
  const front = new Set(paretoFront(candidates, better));
  const points = candidates.map(({ x: across, y: up, group }, place) => ({
    ...{ x: across, y: up, front: front.has(place) },
    text: settings
      .map((name) => `${name} ${settingWords(name, group.settings[name] ?? null)}`)
      .join(", "),
  }));
  const best = points.filter((point) => point.front).toSorted((a, b) => a.x - b.x || a.y - b.y);
  return {
    ...chartFrame(
      theme,
      {
        title: titleOf(best.length, points.length),
        subtitle: `${picture.title}${picture.where === "" ? "" : ` ${picture.where}`}. Better is ${sideOf(better.x, x, unit)} and ${sideOf(better.y, y, unit)}. Every dot is one combination; none is better in both than those on the line.`,
      },
      layout,
    ),
    width: layout.plotWidth,
    height: layout.plotHeight,
    layer: [
      dots(
        points.filter((point) => !point.front),
        theme.muted,
        18,
        picture,
      ),
      lineThrough(best, theme.series[0], picture),
      dots(best, theme.series[0], 60, picture),
      ...(best.length <= MOST_NAMED[layout.size] ? [names(best, theme.ink, picture)] : []),
    ],
  };
}

const titleOf = (best: number, all: number) =>
  `${best} of ${all} combinations ${best === 1 ? "is" : "are"} beaten by none`;

function amountOf(group: RowGroup, name: string): number | null {
  const setting = group.settings[name];
  if (typeof setting === "number") return setting;
  return figureOf(group, name);
}

const sideOf = (direction: "less" | "more", name: string, unit: LoadUnit) =>
  `${direction} ${settingInWords(name, unit)}`;

function channels({ x, y, unit }: ParetoPicture): JsonObject {
  const channel = (field: "x" | "y", name: string) => ({
    field,
    type: "quantitative",
    scale: { zero: false, nice: true, padding: 14 },
    axis: {
      title: `${settingTitle(name, unit)}${isTime(name) ? ", s" : ""}`,
      grid: field === "y",
      tickCount: 8,
    },
  });
  return { x: channel("x", x), y: channel("y", y) };
}

const isTime = (name: string) => /^(mean|p\d\d|timeOut|length)$/.test(name);

function dots(
  values: readonly JsonObject[],
  color: string,
  size: number,
  picture: ParetoPicture,
): JsonObject {
  return {
    data: { values },
    mark: { type: "circle", color, size, opacity: 1 },
    encoding: channels(picture),
  };
}

function lineThrough(
  values: readonly JsonObject[],
  color: string,
  picture: ParetoPicture,
): JsonObject {
  return {
    data: { values },
    mark: { type: "line", color, strokeWidth: 1.5, interpolate: "step-after" },
    encoding: channels(picture),
  };
}

function names(values: readonly JsonObject[], color: string, picture: ParetoPicture): JsonObject {
  return {
    data: { values },
    mark: { type: "text", color, align: "left", dx: 7, dy: 10 },
    encoding: { ...channels(picture), text: { field: "text", type: "nominal" } },
  };
}
