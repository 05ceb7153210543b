/** One picture: drawn once, then given rows. */
import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { type ChartTheme, chartTheme, type ThemeName } from "../charts/layers/theme.ts";
import { type ChartName, pageSpec } from "../explore/charts/page-charts.ts";
import type { ChartRows } from "../explore/charts/shown.ts";

/** Further colors where more than three lines are told apart, by theme. */
const further = {
  light: ["#8a4f9e", "#7a6a00", "#c2185b", "#4a6572", "#5d4037"],
  dark: ["#d7a3ea", "#d9c84a", "#ff8fb8", "#a9c1ce", "#d7b8aa"],
  grey: ["#5a5a5a", "#8c8c8c", "#2f2f2f", "#a6a6a6", "#747474"],
} as const;

export function lineColors(name: ThemeName): readonly string[] {
  return [...chartTheme(name).series, ...further[name]];
}

export class ChartView {
  readonly #view: View;
  readonly #given = new Map<string, readonly object[]>();

  constructor(host: HTMLElement, name: ChartName, description: string) {
    this.#view = new View(parse(pageSpec(name) as never, undefined, { ast: true }), {
      expr: expressionInterpreter,
      renderer: "canvas",
      container: host,
      hover: false,
    });
    this.#view.description(description);
  }

  colors(name: ThemeName): void {
    const theme: ChartTheme = chartTheme(name);
    const { ink, muted, background, alarm, safe, zone } = theme;
    const set: Readonly<Record<string, unknown>> = {
      ...{ ink, muted, paper: background, alarm, safe },
      zoneFills: [zone.green, zone.yellow, zone.orange, zone.red],
      ...Object.fromEntries(lineColors(name).map((color, i) => [`c${i}`, color])),
    };
    const known = this.#view.getState({ signals: () => true }).signals ?? {};
    for (const [signal, value] of Object.entries(set)) {
      if (signal in known) this.#view.signal(signal, value);
    }
    this.#view.background(background);
  }

  size(width: number, height: number): void {
    this.#view.width(width).height(height);
  }

  /** Rows that are the ones given before are left as they are. */
  give({ tables, signals }: Pick<ChartRows, "tables" | "signals">): void {
    for (const [name, value] of Object.entries(signals)) this.#view.signal(name, value);
    for (const [name, rows] of Object.entries(tables)) {
      if (this.#given.get(name) === rows) continue;
      if (rows.length === 0 && this.#given.get(name)?.length === 0) continue;
      this.#given.set(name, rows);
      this.#view.data(
        name,
        rows.map((row) => ({ ...row })),
      );
    }
  }

  async draw(): Promise<void> {
    await this.#view.runAsync();
  }

  /** As SVG text. */
  async svg(): Promise<string> {
    return await this.#view.toSVG();
  }

  /** As PNG, twice the pixels of the screen's. */
  async png(): Promise<Blob | null> {
    const canvas: HTMLCanvasElement = await this.#view.toCanvas(2);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }
}
