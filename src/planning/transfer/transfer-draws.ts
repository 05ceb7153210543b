/** From plausible staging platforms to plausible productions, narrowed by what was measured there. */
import { entryAt, numberAt } from "../../entry-at.ts";
import { type PlausiblePlatform, plausiblePlatform } from "../../limits/plausible-platform.ts";
import { normal } from "../../random/normal.ts";
import { RandomStream } from "../../random/random-stream.ts";
import type { FittedHypotheses } from "../fit/fit-hypotheses.ts";
import type { DrawnPlatform } from "../what-if/drawn-platform.ts";
import { narrowDraw } from "./narrow-draw.ts";
import type { Production } from "./production.ts";
import { type ProductionDraw, productionDraw } from "./production-draw.ts";
import { productionFigures } from "./production-figures.ts";

/** One production that could be true. */
export interface TransferredDraw {
  /** The hypothesis that it is a draw of. */
  readonly group: number;
  /** What repeated runs differ by there, in units of what they usually do. */
  readonly noiseScale: number;
  readonly plausible: PlausiblePlatform;
  /** Speed of each station, as a multiple of staging's. */
  readonly speeds: Readonly<Record<string, number>>;
}

export interface TransferredDraws {
  /** Equally likely. */
  readonly draws: readonly TransferredDraw[];
  /** The same before any level of production was looked at. */
  readonly before: readonly TransferredDraw[];
  /** Mean squared residual of a figure of production on the best draw; null without figures. */
  readonly missed: number | null;
}

/** Each staging draw speaks for so many productions before one was measured. */
const EACH = 2;

/**
 * Every staging draw with speeds of its own. Where production was measured, each is fitted to it
 * (`narrowDraw`), and draws are taken anew in proportion to how probable they make what was measured
 * (systematic resampling: Kitagawa, J. Comput. Graph. Stat. 5 (1996) 1–25).
 *
 * @throws RangeError where a size makes no sense on a platform, or there is no draw
 */
export function transferDraws(
  { picks, members }: Pick<FittedHypotheses, "picks" | "members">,
  production: Production,
  seed: number,
): TransferredDraws {
  const random = RandomStream.fromSeed(seed, 7);
  const staging = picks.map(({ group, draw }) => {
    const member = entryAt(members, group);
    const { noiseScale } = member.posterior.fit;
    const own: DrawnPlatform = entryAt(member.draws, draw);
    return { group, noiseScale, made: productionDraw(own, production) };
  });
  const made = (one: (typeof staging)[number], z: readonly number[]): TransferredDraw => {
    const { platform, modelError } = one.made.at(z);
    return {
      ...{ group: one.group, noiseScale: one.noiseScale },
      plausible: plausiblePlatform(platform, () => modelError),
      speeds: one.made.speeds(z),
    };
  };
  const before = staging.flatMap((one) =>
    Array.from({ length: EACH }, () => made(one, anyNumbers(one.made, random))),
  );
  const { levels } = production;
  if (levels === null) return { draws: before, before, missed: null };
  const narrowed = staging.map((one) => {
    const figures = productionFigures(levels, one.noiseScale);
    return { one, count: figures.length, ...narrowDraw(one.made, figures) };
  });
  const most = narrowed.reduce(
    (a, { evidence }) => Math.max(a, evidence),
    Number.NEGATIVE_INFINITY,
  );
  const places = resampled(
    narrowed.map(({ evidence }) => Math.exp(evidence - most)),
    EACH * narrowed.length,
    random.uniform(),
  );
  const least = narrowed.reduce((a, { missed }) => Math.min(a, missed), Number.POSITIVE_INFINITY);
  const count = narrowed[0]?.count ?? 0;
  return {
    draws: places.map((place) => {
      const { one, sample } = entryAt(narrowed, place);
      return made(one, sample(random));
    }),
    before,
    missed: count === 0 ? null : least / count,
  };
}

function anyNumbers({ unknowns }: ProductionDraw, random: RandomStream): readonly number[] {
  return Array.from({ length: unknowns }, () => normal(random));
}

/**
 * Places in proportion to weights, evenly spaced over their sum.
 *
 * @param offset where between two of them the first lies, from 0 to below 1
 */
export function resampled(
  weights: readonly number[],
  count: number,
  offset: number,
): readonly number[] {
  const total = weights.reduce((a, b) => a + b, 0);
  if (!(total > 0)) throw new RangeError(`weights must have a sum above 0, got ${total}`);
  const places: number[] = [];
  let [place, reached] = [0, numberAt(weights, 0)];
  for (let i = 0; i < count; i++) {
    const wanted = ((i + offset) / count) * total;
    while (reached <= wanted && place < weights.length - 1) {
      place += 1;
      reached += numberAt(weights, place);
    }
    places.push(place);
  }
  return places;
}
