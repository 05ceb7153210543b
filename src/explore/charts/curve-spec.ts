/**
 * One chart of the page over users, as Vega takes it. Everything that changes is a named table or
 * signal, so that a slider replaces rows and nothing is parsed again.
 */
import type { Json, JsonObject } from "../../charts/layers/chart-spec.ts";
import { boundMarks, pointMarks, ruleMarks, zoneMarks } from "./curve-marks.ts";

export interface CurveChart {
  /** Title of the upright axis. */
  readonly title: string;
  /** d3 format of the upright axis. */
  readonly format: string;
  readonly logarithmic: boolean;
  /** Tables of lines, in drawing order; the index of each is its color unless it has a style. */
  readonly lines: readonly LineStyle[];
  /** Whether the policy's zones lie behind it. */
  readonly zones: boolean;
}

export interface LineStyle {
  /** Of the tables `line-${name}` and `band-${name}`. */
  readonly name: string;
  /** Signal that holds its color. */
  readonly color: string;
  readonly dash: readonly number[];
  readonly width: number;
  readonly band: boolean;
}

/** Signals of every chart: sizes, ends of the axes, colors. */
const signals = [
  "xMax",
  "yMin",
  "yMax",
  "ink",
  "muted",
  "paper",
  "alarm",
  "safe",
  "zoneFills",
  ...["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"],
] as const;

const starts: Readonly<Record<string, Json>> = {
  xMax: 1,
  yMin: 0.01,
  yMax: 1,
  zoneFills: ["#fff", "#fff", "#fff", "#fff"],
};

const x = (field: string) => ({ scale: "x", field });
const y = (field: string) => ({ scale: "y", field });
const signal = (name: string) => ({ signal: name });

export function curveSpec(chart: CurveChart): JsonObject {
  const tables = [
    ...["zone", "bound", "rule", "point", "range"],
    ...chart.lines.flatMap(({ name }) => [`line-${name}`, `band-${name}`]),
  ];
  return {
    $schema: "https://vega.github.io/schema/vega/v6.json",
    padding: 5,
    autosize: { type: "fit", contains: "padding" },
    width: 400,
    height: 240,
    signals: signals.map((name) => ({ name, value: starts[name] ?? "#888" })),
    data: tables.map((name) => ({ name, values: [] })),
    scales: [
      {
        name: "x",
        type: "linear",
        domain: [0, signal("xMax")],
        range: "width",
        nice: false,
        zero: true,
      },
      {
        name: "y",
        type: chart.logarithmic ? "log" : "linear",
        domain: [signal("yMin"), signal("yMax")],
        range: "height",
        nice: false,
        zero: false,
        clamp: true,
      },
      {
        name: "zoneFill",
        type: "ordinal",
        domain: ["green", "yellow", "orange", "red"],
        range: signal("zoneFills"),
      },
    ],
    axes: [
      axis({ orient: "bottom", scale: "x", title: "users", format: ",d", tickCount: 6 }),
      axis({
        orient: "left",
        scale: "y",
        title: chart.title,
        format: chart.format,
        tickCount: chart.logarithmic ? 4 : 5,
        grid: !chart.logarithmic,
        gridColor: signal("muted"),
        gridOpacity: 0.22,
      }),
    ],
    marks: [
      ...(chart.zones ? zoneMarks() : []),
      {
        type: "rect",
        clip: true,
        from: { data: "range" },
        encode: {
          update: {
            x: x("low"),
            x2: x("high"),
            y: { value: 0 },
            y2: signal("height"),
            fill: signal("alarm"),
            fillOpacity: { value: 0.16 },
          },
        },
      },
      ...chart.lines.filter(({ band }) => band).map(bandMark),
      ...(chart.zones ? boundMarks() : []),
      ...ruleMarks(),
      ...chart.lines.map(lineMark),
      ...pointMarks(),
    ],
  };
}

function axis(settings: JsonObject): JsonObject {
  return {
    labelColor: signal("ink"),
    titleColor: signal("ink"),
    domainColor: signal("muted"),
    tickColor: signal("muted"),
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    labelOverlap: true,
    ...settings,
  };
}

function bandMark({ name, color }: LineStyle): JsonObject {
  return {
    type: "area",
    clip: true,
    from: { data: `band-${name}` },
    encode: {
      update: {
        x: x("users"),
        y: y("low"),
        y2: y("high"),
        interpolate: { value: "monotone" },
        fill: signal(color),
        fillOpacity: { value: 0.22 },
      },
    },
  };
}

function lineMark({ name, color, dash, width }: LineStyle): JsonObject {
  return {
    type: "line",
    clip: true,
    from: { data: `line-${name}` },
    encode: {
      update: {
        x: x("users"),
        y: y("value"),
        interpolate: { value: "monotone" },
        stroke: signal(color),
        strokeWidth: { value: width },
        strokeDash: { value: dash },
      },
    },
  };
}
