/** Every text of a chart as it is laid out: what it says, where, and how large. */
import type { ChartSpec } from "../../charts/layers/chart-spec.ts";
import { withChartView } from "../render-chart.ts";

export interface ChartText {
  readonly text: string;
  readonly fontSize: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface ChartTexts {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly ChartText[];
}

interface SceneItem {
  readonly x?: number;
  readonly y?: number;
  readonly opacity?: number;
  readonly text?: string | readonly string[];
  readonly fontSize?: number;
  readonly bounds?: {
    readonly x1: number;
    readonly y1: number;
    readonly x2: number;
    readonly y2: number;
  };
  readonly items?: readonly SceneMark[];
}

interface SceneMark {
  readonly marktype: string;
  readonly items: readonly SceneItem[];
}

export function chartTexts(spec: ChartSpec): Promise<ChartTexts> {
  return withChartView(spec, async (view) => {
    const svg = await view.toSVG();
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
    // Everything is moved by the room that titles and axes take.
    const [, x = 0, y = 0] = /translate\(([-\d.]+),([-\d.]+)\)/.exec(svg) ?? [];
    const { root } = view.scenegraph() as unknown as { readonly root: SceneMark };
    return {
      width: Number(width),
      height: Number(height),
      texts: textsOf(root, Number(x), Number(y)),
    };
  });
}

function textsOf(mark: SceneMark, x: number, y: number): ChartText[] {
  return mark.items.flatMap((item) => {
    if (mark.marktype === "group") {
      const [left, top] = [x + (item.x ?? 0), y + (item.y ?? 0)];
      return (item.items ?? []).flatMap((child) => textsOf(child, left, top));
    }
    if (mark.marktype !== "text" || item.opacity === 0 || item.bounds === undefined) return [];
    const text = typeof item.text === "string" ? item.text : (item.text ?? []).join("\n");
    if (text.trim() === "") return [];
    const { x1, y1, x2, y2 } = item.bounds;
    const box = { left: x + x1, top: y + y1, right: x + x2, bottom: y + y2 };
    return [{ text, fontSize: item.fontSize ?? 11, ...box }];
  });
}
