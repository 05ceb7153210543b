/**
 * Draws a chart without a browser. The same spec gives the same bytes on every run, in
 * every language and time zone: text is measured with DejaVu's own widths, numbers are
 * rounded to six digits first, and one chart is drawn at a time.
 */
import { readFile } from "node:fs/promises";
import type { View } from "vega";
import type { TopLevelSpec } from "vega-lite";
import type { ChartSpec, Json } from "../charts/layers/chart-spec.ts";
import { jsonText } from "../wording/json-text.ts";
import { markupText } from "../wording/markup-text.ts";
import { roundResult } from "../wording/round-result.ts";
import { visibleLines } from "../wording/visible-text.ts";
import { chartFonts } from "./chart-fonts.ts";
import { readFontWidths } from "./font-widths.ts";

export type ChartFormat = "svg" | "png" | "vl.json";

/** PNG pixels per pixel of the chart: sharp on high-density screens and in print. */
const PNG_ZOOM = 2;

let last: Promise<unknown> = Promise.resolve();

/**
 * @returns text for "svg" and "vl.json", bytes for "png"; nothing is written to disk
 * @throws Error where Vega-Lite or Vega warn: a warning means that a channel was dropped
 */
export function renderChart(spec: ChartSpec, format: "svg" | "vl.json"): Promise<string>;
export function renderChart(spec: ChartSpec, format: "png"): Promise<Uint8Array>;
export function renderChart(spec: ChartSpec, format: ChartFormat): Promise<string | Uint8Array>;
export function renderChart(spec: ChartSpec, format: ChartFormat): Promise<string | Uint8Array> {
  const rounded = roundResult(spec, "spec");
  if (format === "vl.json") return Promise.resolve(`${jsonText(rounded)}\n`);
  // Vega counts its SVG ids in a global: two drawings at once would mix their numbers.
  const drawn = last.then(async () => {
    const svg = await drawSvg(rounded);
    return format === "svg" ? svg : await rasterizeChart(svg);
  });
  last = drawn.catch(() => undefined);
  return drawn;
}

/** Names as people may see them: an SVG with a control character is none. */
function visible(value: unknown): unknown {
  if (typeof value === "string") return visibleLines(value);
  if (Array.isArray(value)) return value.map(visible);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [visibleLines(key), visible(one)]),
  );
}

async function drawSvg(spec: ChartSpec): Promise<string> {
  return withChartView(spec, async (view) => described(await view.toSVG(), spec));
}

/** Lays a chart out, with text as wide as it is drawn, and lets it go again. */
export async function withChartView<T>(
  spec: ChartSpec,
  use: (view: View) => Promise<T>,
): Promise<T> {
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  await measureTextWithDejaVu(vega);
  const logger = strictLogger();
  // Checked by the compiler itself: it warns of whatever does not fit, and a warning throws.
  const compiled = compile(visible(spec) as TopLevelSpec, { logger }).spec;
  vega.resetSVGDefIds();
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger });
  try {
    return await use(view);
  } finally {
    view.finalize();
  }
}

/** What a picture shows, and how to read it, for who has it read aloud. */
function described(svg: string, { title, description }: ChartSpec): string {
  const sentence = wordsOf(title);
  const parts = [
    ...(sentence === "" ? [] : [`<title>${escaped(sentence)}</title>`]),
    ...(typeof description === "string" ? [`<desc>${escaped(description)}</desc>`] : []),
  ];
  const end = svg.indexOf(">") + 1;
  return `${svg.slice(0, end)}${parts.join("")}${svg.slice(end)}`;
}

/** The title of a spec in one line. */
function wordsOf(title: Json | undefined): string {
  if (title === null || typeof title !== "object" || !("text" in title)) return "";
  const { text } = title;
  return Array.isArray(text) ? text.join(" ") : typeof text === "string" ? text : "";
}

const escaped = (text: string) => markupText(visibleLines(text));

/** The PNG of a chart that has been drawn as SVG; on another thread, so that drawing can go on. */
export async function rasterizeChart(svg: string): Promise<Uint8Array> {
  const { renderAsync } = await import("@resvg/resvg-js");
  const { regular, bold, italic } = chartFonts();
  const font = {
    loadSystemFonts: false,
    fontFiles: [regular, bold, italic],
    defaultFontFamily: "DejaVu Sans",
  };
  const image = await renderAsync(svg, { font, fitTo: { mode: "zoom", value: PNG_ZOOM } });
  return image.asPng();
}

/** What Vega exports beside its typings: how it measures text. */
interface TextMeasuring {
  readonly textMetrics: { width: (item: TextItem, text?: unknown) => number };
}

interface TextItem {
  readonly text?: unknown;
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

let measuring: Promise<void> | undefined;

function measureTextWithDejaVu(vega: unknown): Promise<void> {
  measuring ??= (async () => {
    const files = chartFonts();
    const [regular, bold] = (
      await Promise.all([readFile(files.regular), readFile(files.bold)])
    ).map(readFontWidths);
    (vega as TextMeasuring).textMetrics.width = (item, text) => {
      const line = String(text ?? item.text ?? "");
      const font = item.fontWeight === "bold" || item.fontWeight === 700 ? bold : regular;
      return (font?.width(line) ?? 0) * (item.fontSize ?? 11);
    };
  })();
  return measuring;
}

function strictLogger() {
  const refuse = (...words: readonly unknown[]): never => {
    throw new Error(`chart: ${words.join(" ")}`);
  };
  const logger = {
    level: (_level?: number) => logger,
    error: refuse,
    warn: refuse,
    info: () => logger,
    debug: () => logger,
  };
  return logger;
}
