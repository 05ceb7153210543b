/** A figure of a sweep over two of its settings. */
import type { LoadUnit } from "../../simulation/course/profile.ts";
import { figureOf, groupRows } from "../../sweep/results/group-rows.ts";
import type { SweepRow } from "../../sweep/results/sweep-row.ts";
import { chartFrame } from "../layers/chart-frame.ts";
import { chartLayout } from "../layers/chart-layout.ts";
import type { ChartSpec } from "../layers/chart-spec.ts";
import { type ChartOptions, chartTheme } from "../layers/theme.ts";
import { textWidth } from "../places/text-width.ts";
import { type HeatRow, heatLayers } from "./heat-layers.ts";
import {
  figureWords,
  inOrderOfSize,
  settingInWords,
  settingTitle,
  settingWords,
} from "./setting-words.ts";

export interface HeatMap {
  readonly title: string;
  readonly unit: LoadUnit;
  /** Names of two settings, and of the figure. */
  readonly x: string;
  readonly y: string;
  readonly figure: string;
  /** What holds for all of it: "at 300 users". */
  readonly where: string;
  readonly rows: readonly SweepRow[];
}

const ROW_HEIGHT = 30;
const LEAST_HEIGHT = 120;
const MOST_HEIGHT = 480;

/** Beside its words, and of a line of them: a field that is smaller does not say its value. */
const WORDS_MARGIN = 6;
const LEAST_WORDS_HEIGHT = 20;

export function heatMapChart(map: HeatMap, options: ChartOptions = {}): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const { plotWidth, plotHeight } = layout;
  const { x, y, figure, unit, rows } = map;
  const groups = groupRows(rows, [x, y]);
  const words = (name: string) =>
    inOrderOfSize(groups.map(({ settings }) => settings[name] ?? null)).map((value) =>
      settingWords(name, value),
    );
  const [across, up] = [words(x), words(y)];
  const fields = groups.map((group): HeatRow => {
    const value = figureOf(group, figure);
    return {
      x: settingWords(x, group.settings[x] ?? null),
      y: settingWords(y, group.settings[y] ?? null),
      value,
      text: figureWords(figure, value),
    };
  });
  const values = fields.flatMap(({ value }) => (value === null ? [] : [value]));
  const [least, most] = [Math.min(...values, 0), Math.max(...values, 0)];
  const perCell = Math.max(...groups.map((group) => group.rows.length));
  const highest = layout.size === "slide" ? plotHeight : MOST_HEIGHT;
  const height = Math.min(Math.max(ROW_HEIGHT * up.length, LEAST_HEIGHT), highest);
  const longest = Math.max(...fields.map(({ text: said }) => textWidth(said, layout.fontSize)));
  const wide = plotWidth >= (longest + WORDS_MARGIN) * across.length;
  const high = height >= LEAST_WORDS_HEIGHT * up.length;
  return {
    ...chartFrame(
      theme,
      {
        title: `${map.title}: ${settingTitle(figure, unit)} over ${settingTitle(x, unit)} and ${settingTitle(y, unit)}`,
        subtitle: `${subtitleOf(map, perCell)}${wide && high ? "" : endsOf(figure, values)}`,
      },
      layout,
    ),
    width: plotWidth,
    height,
    data: { values: fields },
    layer: heatLayers(
      {
        ...{ x: across, y: up, domain: [least, most] },
        xTitle: settingTitle(x, unit),
        yTitle: settingTitle(y, unit),
        texts: wide && high,
      },
      theme,
    ),
  };
}

/** " From 144 ms to 1.83 s.", where fields are too small to say it. */
function endsOf(figure: string, values: readonly number[]): string {
  if (values.length === 0) return "";
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return ` From ${figureWords(figure, least)} to ${figureWords(figure, most)}.`;
}

function subtitleOf({ figure, where, unit }: HeatMap, perCell: number): string {
  const of = figure === "staysDown" ? "Share" : "Median";
  const from =
    perCell > 1
      ? `${of} of up to ${perCell} platforms and runs, explanations by their chances. `
      : "";
  const place = where === "" ? "" : ` ${where}`;
  return `${from}The stronger the tint, the more ${settingInWords(figure, unit)}${place}.`;
}
