/** Breaking point before and after under each explanation, as Vega takes it. */
import type { JsonObject } from "../../charts/layers/chart-spec.ts";

const signal = (name: string) => ({ signal: name });
const row = { scale: "y", field: "key", band: 0.5 };
const x = (field: string) => ({ scale: "x", field });

/** Rows: key, title, low, high, before, after, moved. */
export function limitsSpec(): JsonObject {
  return {
    $schema: "https://vega.github.io/schema/vega/v6.json",
    padding: 5,
    autosize: { type: "fit", contains: "padding" },
    width: 400,
    height: 240,
    signals: [
      { name: "xMax", value: 1 },
      ...["ink", "muted", "paper", "alarm", "safe", "c0"].map((name) => ({ name, value: "#888" })),
    ],
    data: [{ name: "row", values: [] }],
    scales: [
      { name: "x", type: "linear", domain: [0, signal("xMax")], range: "width", nice: false },
      {
        name: "y",
        type: "band",
        domain: { data: "row", field: "key" },
        range: "height",
        padding: 0.25,
      },
    ],
    axes: [
      {
        orient: "bottom",
        scale: "x",
        title: "breaking point, users",
        format: ",d",
        tickCount: 6,
        grid: true,
        gridColor: signal("muted"),
        gridOpacity: 0.22,
        labelColor: signal("ink"),
        titleColor: signal("ink"),
        domainColor: signal("muted"),
        tickColor: signal("muted"),
        labelFontSize: 12,
        titleFontSize: 12,
        titleFontWeight: "normal",
      },
    ],
    marks: [
      {
        type: "rule",
        clip: true,
        from: { data: "row" },
        encode: {
          update: {
            x: x("low"),
            x2: x("high"),
            y: row,
            stroke: signal("datum.moved ? c0 : muted"),
            strokeWidth: { value: 9 },
            strokeOpacity: { value: 0.32 },
          },
        },
      },
      {
        type: "rule",
        clip: true,
        from: { data: "row" },
        encode: {
          update: {
            x: x("before"),
            x2: x("after"),
            y: row,
            stroke: signal("datum.moved ? c0 : muted"),
            strokeWidth: { value: 2 },
          },
        },
      },
      {
        type: "symbol",
        from: { data: "row" },
        encode: {
          update: {
            x: x("after"),
            y: row,
            shape: signal("datum.beyond ? 'triangle-right' : 'circle'"),
            size: { value: 90 },
            fill: signal("datum.moved ? c0 : muted"),
          },
        },
      },
      {
        type: "symbol",
        from: { data: "row" },
        encode: {
          update: {
            x: x("before"),
            y: row,
            size: { value: 80 },
            fill: signal("paper"),
            stroke: signal("ink"),
            strokeWidth: { value: 1.75 },
          },
        },
      },
      {
        type: "text",
        from: { data: "row" },
        encode: {
          update: {
            x: { value: 0 },
            y: row,
            dx: { value: 2 },
            dy: { value: -11 },
            fill: signal("ink"),
            fontSize: { value: 12 },
            limit: signal("width"),
            text: { field: "title" },
          },
        },
      },
    ],
  };
}
