import type { PlanResult, ZoneName } from "../../planning/plan/plan-result.ts";
import { isUntold } from "../../stats/estimate.ts";
import type { Obstacle } from "../places/free-place.ts";
import { textWidth } from "../places/text-width.ts";
import { type ChartLayout, chartLayout } from "./chart-layout.ts";
import type { JsonObject } from "./chart-spec.ts";
import type { ChartTheme } from "./theme.ts";

interface Band {
  readonly name: ZoneName;
  readonly from: number;
  readonly to: number;
}

/**
 * The zones as colored ranges of users with a line between two of them, each with its name at the
 * top of the plot: upright where the band is too narrow to hold it.
 */
export function zoneBands(
  plan: PlanResult,
  domain: readonly [number, number],
  x: JsonObject,
  theme: ChartTheme,
  layout: ChartLayout = chartLayout(),
): JsonObject[] {
  const bands = bandsOf(plan, domain);
  return [
    ...bands.map((band) => ({
      data: { values: [{ users: band.from, to: band.to }] },
      mark: { type: "rect", color: theme.zone[band.name], opacity: 1 },
      encoding: { x, x2: { field: "to" } },
    })),
    {
      data: { values: bands.slice(1).map(({ from }) => ({ users: from })) },
      mark: { type: "rule", color: theme.edge, strokeWidth: 1 },
      encoding: { x },
    },
    ...namesOf(plan, domain, layout).map(({ name, middle, upright }) => ({
      data: { values: [{ name }] },
      mark: {
        type: "text",
        angle: upright ? 270 : 0,
        align: upright ? "right" : "center",
        baseline: "middle",
        color: theme.ink,
        fontStyle: "italic",
      },
      encoding: {
        x: { value: middle },
        y: { value: upright ? 6 : 12 },
        text: { field: "name", type: "nominal" },
      },
    })),
  ];
}

/** The names of the zones, which a note must not cover, and the lines between two of them. */
export function zoneObstacles(
  plan: PlanResult,
  domain: readonly [number, number],
  layout: ChartLayout,
): Obstacle[] {
  const names = namesOf(plan, domain, layout).map(({ middle, upright, width, height }) => {
    const half = upright ? height / 2 : width / 2;
    const bottom = upright ? 6 + width : 6 + height;
    return { left: middle - half, right: middle + half, top: 0, bottom, cost: 20 };
  });
  const edges = bandsOf(plan, domain)
    .slice(1)
    .map(({ from }) => (from / domain[1]) * layout.plotWidth)
    .map((x) => ({ left: x, right: x, top: 0, bottom: layout.plotHeight, cost: 1 }));
  return [...names, ...edges];
}

function namesOf(plan: PlanResult, domain: readonly [number, number], layout: ChartLayout) {
  const { plotWidth, fontSize } = layout;
  const place = (users: number) => (users / domain[1]) * plotWidth;
  return bandsOf(plan, domain)
    .map((band) => ({ ...widestPiece(band, plan), name: band.name }))
    .map(({ name, from, to }) => {
      const width = textWidth(name, fontSize);
      const room = place(to) - place(from);
      const middle = (place(from) + place(to)) / 2;
      return { name, middle, room, width, height: fontSize, upright: room < width + 8 };
    })
    .filter(({ room }) => room > fontSize + 2);
}

/** Zones that any shown load falls in; an edge that was not found lies past the end. */
function bandsOf(plan: PlanResult, domain: readonly [number, number]): Band[] {
  const edge = (value: number | null | undefined, none: number) =>
    value === undefined ? none : Math.min(value ?? domain[1], domain[1]);
  // Past an end that is known from below only no zone is drawn: what lies there is not known.
  return plan.zones
    .filter(({ from }) => from === null || !isUntold(from))
    .map(({ name, from, to }) => ({
      name,
      from: edge(from?.value, domain[0]),
      to: to !== null && isUntold(to) ? (to.low ?? domain[0]) : edge(to?.value, domain[1]),
    }))
    .filter((band) => band.to > band.from);
}

/** The widest part of a band between the limits' rules, so that none runs through its name. */
function widestPiece({ from, to }: Band, { limits }: PlanResult): Pick<Band, "from" | "to"> {
  const { low, value, high } = limits.breakingPoint;
  const cuts = [limits.safeLimit.value, low, value, high]
    .filter((cut): cut is number => cut !== null && cut > from && cut < to)
    .sort((a, b) => a - b);
  const pieces = [from, ...cuts].map((start, i) => ({ from: start, to: cuts[i] ?? to }));
  return pieces.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
}
