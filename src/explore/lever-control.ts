/** The slider of a lever: its range, its unit, and the lever that a position of it stands for. */
import { type Amount, figuresIn, valueOn } from "../platform/levers/change/amount.ts";
import { leverBase } from "../platform/levers/lever-base.ts";
import type { LeverDefinition, LeverKind } from "../platform/levers/lever-definition.ts";
import { type LeverName, levers } from "../platform/levers/levers.ts";
import type { Platform } from "../platform/platform.ts";
import type { Lever } from "../platform/scenario.ts";
import { amountText } from "./amount-text.ts";

export interface LeverControl {
  readonly name: LeverName;
  readonly about: string;
  readonly isSwitch: boolean;
  readonly endpoints: LeverDefinition["endpoints"];
  /** "%", "ms", "req/s", "connections"; what stands behind the field. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where the slider stands before it is moved: today's number, or what changes nothing. */
  readonly start: number;
  /** Today's number to a step of the slider, if the platform has one. */
  readonly today: number | null;
  /** Why it cannot be moved here; null where it can. */
  readonly closed: string | null;
}

/** How a kind is shown: its unit, how much of the base unit that is, its range. */
interface Shown {
  readonly unit: string;
  /** Typed behind the number. */
  readonly suffix: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The number of the base unit, as `workspace/quantity` reads it. */
  readonly toBase: (shown: number) => number;
  readonly fromBase: (value: number) => number;
  /** Where nothing changes, if the kind knows it. */
  readonly nothing: number;
}

const same = (value: number) => value;

function counted(unit: string, min: number, max: number, step = 1): Shown {
  return { unit, suffix: "", min, max, step, toBase: same, fromBase: same, nothing: min };
}

const factors: Shown = { ...counted("×", 0.05, 3, 0.05), nothing: 1 };

const rounded = (value: number) => Number(value.toPrecision(15));

const shownKinds: Readonly<Record<LeverKind, Shown>> = {
  connections: counted("connections", 1, 200),
  workers: counted("workers", 1, 64),
  replicas: counted("replicas", 0, 12),
  cores: counted("cores", 1, 64),
  shards: counted("shards", 1, 8),
  requests: counted("requests", 1, 500),
  share: {
    ...counted("%", 0, 100),
    suffix: " %",
    toBase: (shown) => shown / 100,
    fromBase: (value) => rounded(value * 100),
    nothing: 0,
  },
  factor: factors,
  scale: { ...factors, min: 0 },
  rate: { ...counted("req/s", 5, 500, 5), suffix: " req/s", nothing: 500 },
  time: { ...counted("s", 0, 20, 0.1), suffix: " s" },
  switch: counted("", 0, 1),
};

/** Times of single requests are read in milliseconds. */
const milliseconds: Shown = {
  ...counted("ms", 0, 100, 1),
  suffix: " ms",
  toBase: (shown) => rounded(shown / 1000),
  fromBase: (value) => rounded(value * 1000),
};

const shownOf = ({ name, kind }: Pick<LeverDefinition, "name" | "kind">): Shown =>
  name === "cacheTime" ? milliseconds : shownKinds[kind];

/** Room to the right of today's number. */
const ROOM = 4;

const definitionOf = (name: LeverName): LeverDefinition => {
  const found = levers.find((lever) => lever.name === name);
  if (found === undefined) throw new RangeError(`lever must be one of the table, got "${name}"`);
  return found;
};

/**
 * One control for each lever of the table, in its order.
 *
 * @param platforms that could be true, the likeliest first: today's number is that of the first
 *   that has one
 */
export function leverControls(platforms: readonly Platform[]): readonly LeverControl[] {
  return levers.map((lever) => {
    const shown = shownOf(lever);
    const figures = platforms.flatMap((platform) => lever.today?.of(platform) ?? []);
    const [figure = null] = figures;
    const today = figure === null ? null : toStep(shown.fromBase(figure), shown.step);
    const least = lever.zero ? 0 : shown.min;
    const min = shown.min === 0 && !lever.zero ? shown.step : Math.min(least, shown.min);
    return {
      name: lever.name,
      about: lever.about,
      isSwitch: lever.kind === "switch",
      endpoints: lever.endpoints,
      unit: shown.unit,
      min,
      max: Math.max(shown.max, today === null ? 0 : upTo(ROOM * today, shown.step)),
      step: shown.step,
      start: today ?? Math.max(min, shown.nothing),
      today,
      closed: lever.solved
        ? null
        : `Only the simulator sees it: headroom simulate --set '${lever.name}=${lever.example.split(" or ")[0]}'.`,
    };
  });
}

/** As near as the slider can stand; what is smaller than a step keeps two digits. */
const toStep = (value: number, step: number) =>
  value < step ? Number(value.toPrecision(2)) : rounded(Math.round(value / step) * step);

const upTo = (value: number, step: number) => rounded(Math.ceil(value / step) * step);

/** The lever that a position stands for, as it would be typed. */
export function leverAt(name: LeverName, position: number, endpoints?: string): Lever {
  const definition = definitionOf(name);
  const where = endpoints === undefined ? {} : { endpoints };
  if (definition.kind === "switch") return { name, text: "on", value: 1, ...where };
  const { suffix, toBase } = shownOf(definition);
  const shown = rounded(position);
  return { name, text: `${shown}${suffix}`, value: toBase(shown), ...where };
}

/** A lever with its text made from its value, so that the two cannot differ. */
export function leverOfAmount(name: LeverName, value: Amount, endpoints?: string): Lever {
  if (typeof value === "number") {
    return leverAt(name, shownOf(definitionOf(name)).fromBase(value), endpoints);
  }
  const where = endpoints === undefined ? {} : { endpoints };
  return { name, text: amountText(value), value, ...where };
}

/** Where the slider of a lever stands; an expression is read on one platform. */
export function positionOf(lever: Lever, platform: Platform): number {
  const base = leverBase(platform);
  const known = figuresIn(lever.value).every((figure) => base[figure] !== null);
  const shown = shownOf(definitionOf(lever.name));
  return known ? rounded(shown.fromBase(valueOn(lever, base))) : shown.nothing;
}
