import type { PlanResult, ZoneName } from "../../planning/plan/plan-result.ts";
import { isUntold } from "../../stats/estimate.ts";
import type { JsonObject } from "./chart-spec.ts";
import { CHART_WIDTH, type ChartTheme, FONT_SIZE } from "./theme.ts";

interface Band {
  readonly name: ZoneName;
  readonly from: number;
  readonly to: number;
}

/** Widest glyph row of a zone's name in pixels, about 0.65 of the font size a letter. */
const nameWidth = (name: string) => name.length * FONT_SIZE * 0.65;

/**
 * The zones as colored ranges of users, each with its name at the top of the plot:
 * upright where the band is too narrow to hold it.
 */
export function zoneBands(
  plan: PlanResult,
  domain: readonly [number, number],
  x: JsonObject,
  theme: ChartTheme,
): JsonObject[] {
  const bands = bandsOf(plan, domain);
  const pixels = (band: Pick<Band, "from" | "to">) =>
    ((band.to - band.from) / domain[1]) * CHART_WIDTH;
  return [
    ...bands.map((band) => ({
      data: { values: [{ users: band.from, to: band.to }] },
      mark: { type: "rect", color: theme.zone[band.name], opacity: 1 },
      encoding: { x, x2: { field: "to" } },
    })),
    ...bands
      .map((band) => ({ ...widestPiece(band, plan), name: band.name }))
      .filter((band) => pixels(band) > FONT_SIZE + 4)
      .map((band) => {
        const upright = pixels(band) < nameWidth(band.name) + 8;
        return {
          data: { values: [{ users: (band.from + band.to) / 2, name: band.name }] },
          mark: {
            type: "text",
            angle: upright ? 270 : 0,
            align: upright ? "right" : "center",
            baseline: "middle",
            color: theme.ink,
            fontStyle: "italic",
          },
          encoding: {
            x,
            y: { value: upright ? 6 : 14 },
            text: { field: "name", type: "nominal" },
          },
        };
      }),
  ];
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
