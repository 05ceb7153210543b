/** Picture 8: the safe limit over two levers at once, as a heat map. */

import { formatCount, formatUsers } from "../wording/format-users.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { type ChartLayout, chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec } from "./layers/chart-spec.ts";
import { type ChartOptions, chartTheme } from "./layers/theme.ts";
import { textWidth } from "./places/text-width.ts";
import { heatLayers } from "./sweep/heat-layers.ts";

/** The safe limit with one setting of both levers. */
export interface LeverCell {
  readonly x: number;
  readonly y: number;
  /** Users; 0: no load holds the objectives. */
  readonly safeLimit: number;
  /** 90 % interval; null where the end is not known. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface LeverGrid {
  /** "pool.size" */
  readonly xLever: string;
  /** "db.readReplicas" */
  readonly yLever: string;
  readonly cells: readonly LeverCell[];
}

const CELL_HEIGHT = 40;

/**
 * Columns and rows are the settings that any cell has, in order; a setting that no cell has stays
 * blank.
 *
 * @throws RangeError without a cell, or where one setting has two
 */
export function heatMapChart(grid: LeverGrid, options: ChartOptions = {}): ChartSpec {
  const { xLever, yLever, cells } = grid;
  requireGrid(grid);
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const columns = ascending(cells.map(({ x }) => x));
  const rows = ascending(cells.map(({ y }) => y));
  const width = layout.width - 2 * layout.padding - layout.axisWidth;
  const limits = cells.map(({ safeLimit }) => safeLimit);
  const [least, most] = [Math.min(...limits), Math.max(...limits)];
  const values = cells.map((cell) => ({
    x: formatCount(cell.x),
    y: formatCount(cell.y),
    value: cell.safeLimit,
    text: wordsOf(cell, width / columns.length, layout),
  }));
  return {
    ...chartFrame(
      theme,
      {
        title: heatMapSentence(grid),
        subtitle: `Safe limit in users by ${xLever} (across) and ${yLever} (upwards), with its 90 % interval; the stronger the tone, the more.`,
      },
      layout,
    ),
    width,
    height: CELL_HEIGHT * rows.length,
    data: { values },
    layer: heatLayers(
      {
        x: columns.map(formatCount),
        y: rows.map(formatCount),
        xTitle: xLever,
        yTitle: yLever,
        domain: [least, most],
        texts: true,
        gap: 3,
        lineHeight: layout.fontSize + 2,
      },
      theme,
    ),
  };
}

/** What the picture shows: the most that both levers reach, and the least setting that reaches it. */
export function heatMapSentence({ xLever, yLever, cells }: LeverGrid): string {
  const most = Math.max(...cells.map(({ safeLimit }) => safeLimit));
  const least = Math.min(...cells.map(({ safeLimit }) => safeLimit));
  if (!(most > least)) {
    return `Neither ${xLever} nor ${yLever} moves the safe limit of ${formatUsers(most)}`;
  }
  const [cheapest] = cells
    .filter(({ safeLimit }) => safeLimit === most)
    .toSorted((a, b) => a.x + a.y - (b.x + b.y) || a.x - b.x);
  const at =
    cheapest === undefined
      ? ""
      : `, first with ${xLever} ${formatCount(cheapest.x)} and ${yLever} ${formatCount(cheapest.y)}`;
  return `Both levers together carry the safe limit from ${formatCount(least)} to ${formatUsers(most)}${at}`;
}

/** The limit, and below it the interval where the cell is wide enough for it. */
function wordsOf(
  { safeLimit, low, high }: LeverCell,
  room: number,
  { fontSize }: ChartLayout,
): string {
  const interval =
    low === null
      ? ""
      : high === null
        ? `${formatCount(low)}+`
        : `${formatCount(low)}–${formatCount(high)}`;
  const fits = textWidth(interval, fontSize) + 6 <= room;
  return `${formatCount(safeLimit)}\n${fits ? interval : ""}`;
}

function ascending(values: readonly number[]): readonly number[] {
  return [...new Set(values)].toSorted((a, b) => a - b);
}

function requireGrid({ cells }: LeverGrid): void {
  if (cells.length === 0) throw new RangeError("cells must hold a setting, got none");
  const keys = new Set(cells.map(({ x, y }) => `${x}/${y}`));
  if (keys.size < cells.length) {
    throw new RangeError("cells must hold each setting once, got one twice");
  }
}
