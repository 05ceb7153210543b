import type { ZoneName } from "../../planning/plan/plan-result.ts";
import { type ChartLayout, type ChartSize, chartLayout } from "./chart-layout.ts";
import type { JsonObject } from "./chart-spec.ts";

/** `grey` for paper without color. */
export type ThemeName = "light" | "dark" | "grey";

export const themeNames: readonly ThemeName[] = ["light", "dark", "grey"];

/** Colors and defaults of every chart; nothing else sets a color, a font or a size. */
export interface ChartTheme {
  readonly background: string;
  /** Text and measured points. */
  readonly ink: string;
  /** Axes, notes and what stands in the background. */
  readonly muted: string;
  /** Fills behind the curves: lighter to darker from green to red in print without color, too. */
  readonly zone: Readonly<Record<ZoneName, string>>;
  /** Between two zones. */
  readonly edge: string;
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
  readonly size?: ChartSize;
}

const page = chartLayout("page");

/** Inner width of a chart that stands alone on a page, in pixels. */
export const CHART_WIDTH = page.plotWidth;
export const CHART_HEIGHT = page.plotHeight;
export const FONT_SIZE = page.fontSize;
/** Verdana is as wide as DejaVu Sans, for viewers that do not have it. */
const FONT = "DejaVu Sans, Verdana, sans-serif";

// Series colors: M. Okabe & K. Ito, Color Universal Design (2008), blue, vermillion and
// bluish green, with lighter variants on the dark background. The tints of the zones are
// their green, yellow, orange and vermillion mixed into the background, so that their grey
// values (ITU-R BT.601) lie a step apart: 245, 231, 206, 178 on white, 34, 49, 66, 76 on dark.
const palettes = {
  light: {
    background: "#ffffff",
    ink: "#1b1f24",
    muted: "#59626e",
    grid: "#dfe3e8",
    zone: { green: "#eef8f2", yellow: "#f7eab0", orange: "#f2c88f", red: "#e3a08b" },
    edge: "#4a525c",
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
    zone: { green: "#0f2c22", yellow: "#38340f", orange: "#5c3d14", red: "#803826" },
    edge: "#a9b2be",
    series: ["#56b4e9", "#f39a5b", "#3fcfa4"],
    alarm: "#ff9a70",
    safe: "#5fe0b8",
    heat: ["#20272f", "#863c18"],
  },
  grey: {
    background: "#ffffff",
    ink: "#000000",
    muted: "#555555",
    grid: "#dddddd",
    zone: { green: "#fafafa", yellow: "#e6e6e6", orange: "#cecece", red: "#b0b0b0" },
    edge: "#333333",
    series: ["#1a1a1a", "#5a5a5a", "#6e6e6e"],
    alarm: "#000000",
    safe: "#303030",
    heat: ["#fafafa", "#a4a4a4"],
  },
} as const;

export function chartTheme(name: ThemeName = "light", layout: ChartLayout = page): ChartTheme {
  const { grid, ...palette } = palettes[name];
  return { ...palette, config: configOf(palettes[name], layout) };
}

function configOf(
  { ink, muted, grid }: { readonly ink: string; readonly muted: string; readonly grid: string },
  { fontSize, titleSize }: ChartLayout,
): JsonObject {
  return {
    font: FONT,
    view: { stroke: null },
    axis: {
      labelFontSize: fontSize,
      titleFontSize: fontSize,
      titleFontWeight: "normal",
      titlePadding: 8,
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
      fontSize: titleSize,
      fontWeight: "bold",
      lineHeight: Math.round(1.28 * titleSize),
      color: ink,
      subtitleFontSize: fontSize,
      subtitleColor: muted,
      subtitleLineHeight: fontSize + 4,
      subtitlePadding: 6,
    },
    text: { color: ink, fontSize },
  };
}
