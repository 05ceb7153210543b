import type { ZoneName } from "../../planning/plan/plan-result.ts";
import type { JsonObject } from "./chart-spec.ts";

export type ThemeName = "light" | "dark";

/** Colors and defaults of every chart; nothing else sets a color, a font or a size. */
export interface ChartTheme {
  readonly background: string;
  /** Text and measured points. */
  readonly ink: string;
  /** Axes, notes and what stands in the background. */
  readonly muted: string;
  /** Fills behind the curves: lighter to darker from green to red, for grey print. */
  readonly zone: Readonly<Record<ZoneName, string>>;
  /** The fitted curve, and the second and third where there are several. */
  readonly series: readonly [string, string, string];
  /** Incidents and the breaking point. */
  readonly alarm: string;
  /** The safe limit. */
  readonly safe: string;
  /** From nothing to most in a heat map; ink is readable on all of it. */
  readonly heat: readonly [string, string];
  readonly config: JsonObject;
}

export interface ChartOptions {
  readonly theme?: ThemeName;
}

/** Inner width of a chart that stands alone, in pixels. */
export const CHART_WIDTH = 660;
export const CHART_HEIGHT = 360;
export const FONT_SIZE = 13;
/** Verdana is as wide as DejaVu Sans, for viewers that do not have it. */
const FONT = "DejaVu Sans, Verdana, sans-serif";

// Series colors: M. Okabe & K. Ito, Color Universal Design (2008), blue, vermillion and
// bluish green, with lighter variants on the dark background. The tints of the zones are
// their green, yellow, orange and vermillion mixed into the background.
const palettes = {
  light: {
    background: "#ffffff",
    ink: "#1b1f24",
    muted: "#59626e",
    grid: "#dfe3e8",
    zone: { green: "#e2f3ec", yellow: "#faf0bd", orange: "#f8d5a2", red: "#efb7a4" },
    series: ["#0072b2", "#b54e00", "#00775a"],
    alarm: "#a63300",
    safe: "#00664d",
    heat: ["#f1f5f9", "#f0a06f"],
  },
  dark: {
    background: "#14181d",
    ink: "#eef1f5",
    muted: "#a9b2be",
    grid: "#313943",
    zone: { green: "#123a30", yellow: "#46401a", orange: "#5a3a17", red: "#64261c" },
    series: ["#56b4e9", "#f39a5b", "#3fcfa4"],
    alarm: "#ff9a70",
    safe: "#5fe0b8",
    heat: ["#20272f", "#863c18"],
  },
} as const;

export function chartTheme(name: ThemeName = "light"): ChartTheme {
  const { grid, ...palette } = palettes[name];
  return { ...palette, config: configOf(palettes[name].ink, palettes[name].muted, grid) };
}

function configOf(ink: string, muted: string, grid: string): JsonObject {
  return {
    font: FONT,
    view: { stroke: null },
    axis: {
      labelFontSize: FONT_SIZE,
      titleFontSize: FONT_SIZE,
      titleFontWeight: "normal",
      titlePadding: 10,
      labelColor: ink,
      titleColor: ink,
      gridColor: grid,
      domainColor: muted,
      tickColor: muted,
      labelFlush: false,
    },
    title: {
      anchor: "start",
      frame: "bounds",
      fontSize: 17,
      fontWeight: "bold",
      lineHeight: 22,
      color: ink,
      subtitleFontSize: FONT_SIZE,
      subtitleColor: muted,
      subtitleLineHeight: 18,
      subtitlePadding: 6,
    },
    text: { color: ink, fontSize: FONT_SIZE },
  };
}
