/** What stands in a curve chart besides its lines: zones, bounds, limits, measured points. */
import type { JsonObject } from "../../charts/layers/chart-spec.ts";

const x = (field: string): JsonObject => ({ scale: "x", field });
const y = (field: string): JsonObject => ({ scale: "y", field });
const signal = (name: string): JsonObject => ({ signal: name });

export function zoneMarks(): readonly JsonObject[] {
  return [
    {
      type: "rect",
      clip: true,
      from: { data: "zone" },
      encode: {
        update: {
          x: x("from"),
          x2: x("to"),
          y: { value: 0 },
          y2: signal("height"),
          fill: { scale: "zoneFill", field: "name" },
          stroke: signal("paper"),
          strokeWidth: { value: 1.5 },
        },
      },
    },
    {
      type: "text",
      clip: true,
      from: { data: "zone" },
      encode: {
        update: {
          x: signal("(scale('x', datum.from) + scale('x', datum.to)) / 2"),
          y: signal("height - 7"),
          align: { value: "center" },
          fill: signal("ink"),
          fontSize: { value: 11 },
          opacity: signal("scale('x', datum.to) - scale('x', datum.from) > 44 ? 0.85 : 0"),
          text: { field: "name" },
        },
      },
    },
  ];
}

/** The policy's bounds, dotted, each with its name at the left where curves are low. */
export function boundMarks(): readonly JsonObject[] {
  return [
    {
      type: "rule",
      clip: true,
      from: { data: "bound" },
      encode: {
        update: {
          x: { value: 0 },
          x2: signal("width"),
          y: y("value"),
          stroke: signal("muted"),
          strokeDash: { value: [1, 4] },
        },
      },
    },
    {
      type: "text",
      clip: true,
      from: { data: "bound" },
      encode: {
        update: {
          x: { value: 5 },
          y: y("value"),
          dy: { value: -4 },
          fill: signal("muted"),
          fontSize: { value: 11 },
          text: { field: "text" },
        },
      },
    },
  ];
}

export function ruleMarks(): readonly JsonObject[] {
  return [
    {
      type: "rule",
      clip: true,
      from: { data: "rule" },
      encode: {
        update: {
          x: x("users"),
          y: { value: 0 },
          y2: signal("height"),
          stroke: signal("datum.kind === 'breaks' ? alarm : safe"),
          strokeWidth: { value: 1.75 },
          strokeDash: signal("datum.kind === 'breaks' ? [] : [5, 3]"),
        },
      },
    },
    {
      type: "text",
      from: { data: "rule" },
      encode: {
        update: {
          x: x("users"),
          y: { value: 11 },
          dx: signal("datum.kind === 'breaks' ? 5 : -5"),
          align: signal("datum.kind === 'breaks' ? 'left' : 'right'"),
          fill: signal("datum.kind === 'breaks' ? alarm : safe"),
          fontSize: { value: 12 },
          fontWeight: { value: "bold" },
          text: { field: "text" },
        },
      },
    },
  ];
}

export function pointMarks(): readonly JsonObject[] {
  return [
    {
      type: "symbol",
      clip: true,
      from: { data: "point" },
      encode: {
        update: {
          x: x("users"),
          y: y("value"),
          shape: signal("datum.kind === 'incident' ? 'diamond' : 'circle'"),
          size: signal("datum.kind === 'incident' ? 130 : 52"),
          fill: signal("datum.kind === 'measured' ? ink : paper"),
          stroke: signal(
            "datum.kind === 'incident' ? alarm : datum.kind === 'measured' ? paper : ink",
          ),
          strokeWidth: signal("datum.kind === 'incident' ? 2.5 : 1.25"),
        },
      },
    },
  ];
}
