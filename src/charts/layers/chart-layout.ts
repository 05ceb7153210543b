/** What a picture is made for, and the room that everything in it has there. All in pixels. */

/** `slide` 16:9; `column` 8 cm wide, half a page or a phone; `page` 16 cm wide. */
export type ChartSize = "slide" | "column" | "page";

export const chartSizes: readonly ChartSize[] = ["slide", "column", "page"];

export interface ChartLayout {
  readonly size: ChartSize;
  /** Of the whole picture; with the font size it keeps every text at 8 pt or more in print. */
  readonly width: number;
  readonly padding: number;
  readonly fontSize: number;
  readonly titleSize: number;
  /** Left of a plot, for its axis. */
  readonly axisWidth: number;
  /** Right of a plot, for labels; 0 where they have to stand inside. */
  readonly sideWidth: number;
  /** Of a plot with both beside it. */
  readonly plotWidth: number;
  /** Of the only plot of a picture. */
  readonly plotHeight: number;
  /** How many panels below one another a picture may hold. */
  readonly panels: number;
  /** Of rows below a title: with it they stand on one sheet of A4 at the size that they have in print. */
  readonly rowsHeight: number;
}

type Room = Omit<ChartLayout, "size" | "plotWidth">;

// 16 cm are 453.5 pt: 13 px of 720 px are 8.2 pt there, and of 360 px as much at 8 cm.
const rooms: Readonly<Record<ChartSize, Room>> = {
  page: {
    width: 720,
    padding: 12,
    fontSize: 13,
    titleSize: 16,
    axisWidth: 76,
    sideWidth: 132,
    plotHeight: 330,
    panels: 4,
    rowsHeight: 1000,
  },
  slide: {
    width: 720,
    padding: 12,
    fontSize: 13,
    titleSize: 18,
    axisWidth: 76,
    sideWidth: 132,
    plotHeight: 210,
    panels: 2,
    rowsHeight: 400,
  },
  column: {
    width: 360,
    padding: 8,
    fontSize: 13,
    titleSize: 14,
    axisWidth: 78,
    sideWidth: 0,
    plotHeight: 230,
    panels: 3,
    rowsHeight: 900,
  },
};

/** What the last label of an axis may reach beyond it. */
const OVERHANG = 16;

export function chartLayout(size: ChartSize = "page"): ChartLayout {
  const room = rooms[size];
  const { width, padding, axisWidth, sideWidth } = room;
  const beside = Math.max(sideWidth, OVERHANG);
  return { ...room, size, plotWidth: width - 2 * padding - axisWidth - beside };
}
