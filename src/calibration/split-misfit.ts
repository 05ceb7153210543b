/**
 * The residuals of a hypothesis in two steps: what a platform must be solved for, and what follows
 * from it at once. Same residuals as `hypothesisMisfit`.
 */
import type { Hypothesis } from "../platform/platform.ts";
import {
  ENDPOINT_TERMS,
  endpointShapeShift,
  kneeShare,
  kneeShift,
  PERCENTILE_TERMS,
  SHAPE_TERMS,
  shapeShift,
} from "../platform/shape-discrepancy.ts";
import type { Unknown } from "../platform/unknowns-of.ts";
import type { Share } from "../units.ts";
import type { Figure, MeasuredRun } from "./figures.ts";
import {
  bounded,
  boundedSlope,
  coordinateCount,
  isShaped,
  kneeEffect,
} from "./hypothesis-misfit.ts";
import { runNoise, whitened } from "./run-noise.ts";
import { solvedCampaign } from "./solved/solved-campaign.ts";
import { toldLimiterResidual, toldLimiterSlope } from "./told-limiter.ts";
import { loadBeyond, unseenFall, unseenFallSlope } from "./unseen-fall.ts";

export interface SplitMisfit {
  /** The first coordinates of a position, for which a platform must be solved. */
  readonly unknowns: number;
  /** Those of the data, which come first; priors follow, one for each coordinate. */
  readonly dataCount: number;
  /**
   * What is costly at given unknowns: smooth where the platform is, residual i of the data resting on
   * entry i above all. Null where there can be no platform.
   */
  readonly solve: (unknowns: readonly number[]) => Float64Array | null;
  /** Residuals of the data. */
  readonly residuals: (solved: Float64Array, position: readonly number[]) => Float64Array;
  /** Derivative of residual i by entry i, and of all of them by each coordinate behind the unknowns. */
  readonly slopes: (
    solved: Float64Array,
    position: readonly number[],
  ) => { readonly own: Float64Array; readonly terms: readonly Float64Array[] };
}

/** What one term of the shape adds to the whitened gaps of a run, by how busy the platform is. */
interface TermOfRun {
  /** Place among the coordinates behind the unknowns. */
  readonly term: number;
  readonly gaps: readonly number[];
  readonly share: (busy: Share) => number;
}

interface RunPart {
  readonly from: number;
  readonly size: number;
  readonly terms: readonly TermOfRun[];
}

export function splitMisfit(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  noiseScale: number,
): SplitMisfit {
  const places = new Map(hypothesis.platform.endpoints.map(({ name }, i) => [name, i]));
  const noises = runs.map(({ figures }) => runNoise(figures, noiseScale));
  const termCount = coordinateCount(hypothesis, unknowns, runs) - unknowns.length;
  const figureCount = runs.reduce((sum, { figures }) => sum + figures.length, 0);
  const beyond = loadBeyond(runs);
  const isTold = hypothesis.toldLimiter !== undefined;
  /** The figures, ln of the fall, and how far a limiter that was told of is overtaken. */
  const dataCount = figureCount + 1 + Number(isTold);
  let next = 0;
  const parts = runs.map((run, i): RunPart => {
    const from = next;
    next += run.figures.length;
    return { from, size: run.figures.length, terms: termsOf(run, noises[i], places, termCount) };
  });
  /** Whitened gaps with the terms of the shape, and what is believed of the largest load. */
  const shifted = (solved: Float64Array, position: readonly number[]) => {
    const gaps = solved.slice(0, dataCount);
    for (const [i, { from, size, terms }] of parts.entries()) {
      const busy = busyOf(solved, dataCount + i);
      for (const { term, gaps: unit, share } of terms) {
        const by = share(busy) * (position[unknowns.length + term] ?? 0);
        if (by === 0) continue;
        for (let k = 0; k < size; k++) gaps[from + k] = (gaps[from + k] ?? 0) + by * (unit[k] ?? 0);
      }
    }
    return gaps;
  };
  return {
    unknowns: unknowns.length,
    dataCount,
    solve: (values) => {
      const solved = solvedCampaign(hypothesis, unknowns, runs, values, beyond);
      const { runs: predicted, fall, overtaken } = solved;
      const gaps = predicted.flatMap(({ figures }, i) => {
        const measured = runs[i]?.figures ?? [];
        const own = figures.map((value, k) => Math.log(value / (measured[k]?.measured ?? value)));
        const noise = noises[i];
        return noise === undefined ? own : whitened(own, noise);
      });
      const all = Float64Array.from([
        ...gaps,
        Math.log(fall),
        ...(isTold ? [overtaken] : []),
        ...predicted.map(({ busy }) => busy),
      ]);
      return all.every(Number.isFinite) ? all : null;
    },
    residuals: (solved, position) => {
      const gaps = shifted(solved, position);
      for (let i = 0; i < figureCount; i++) gaps[i] = bounded(gaps[i] ?? 0);
      gaps[figureCount] = unseenFall(Math.exp(gaps[figureCount] ?? 0));
      if (isTold) gaps[figureCount + 1] = toldLimiterResidual(gaps[figureCount + 1] ?? 0);
      return gaps;
    },
    slopes: (solved, position) => {
      const own = shifted(solved, position);
      for (let i = 0; i < figureCount; i++) own[i] = boundedSlope(own[i] ?? 0);
      own[figureCount] = unseenFallSlope(own[figureCount] ?? 0);
      if (isTold) own[figureCount + 1] = toldLimiterSlope(own[figureCount + 1] ?? 0);
      const columns = Array.from({ length: termCount }, () => new Float64Array(dataCount));
      for (const [i, { from, size, terms }] of parts.entries()) {
        const busy = busyOf(solved, dataCount + i);
        for (const { term, gaps: unit, share } of terms) {
          const by = share(busy);
          const column = columns[term];
          if (column === undefined) continue;
          for (let k = 0; k < size; k++)
            column[from + k] = by * (unit[k] ?? 0) * (own[from + k] ?? 0);
        }
      }
      return { own, terms: columns };
    },
  };
}

/** Between places where it is known it may be guessed a little outside. */
function busyOf(solved: Float64Array, place: number): Share {
  return Math.min(Math.max(solved[place] ?? 0, 0), 1);
}

/** The terms that move figures of a run, each as the whitened gaps that one of it makes. */
function termsOf(
  run: MeasuredRun,
  noise: ReturnType<typeof runNoise> | undefined,
  places: ReadonlyMap<string, number>,
  count: number,
): readonly TermOfRun[] {
  return Array.from({ length: count }, (_, term) => {
    const { shift, share } = effectOf(term, run, places);
    const shifts = run.figures.map((figure) => shift(figure));
    return { term, gaps: noise === undefined ? shifts : whitened(shifts, noise), share };
  }).filter(({ gaps }) => gaps.some((gap) => gap !== 0));
}

/** What one of a term adds to ln of a figure where its share is 1. */
interface TermEffect {
  readonly shift: (figure: Figure) => number;
  readonly share: (busy: Share) => number;
}

function effectOf(term: number, run: MeasuredRun, places: ReadonlyMap<string, number>): TermEffect {
  const isOfAll = term < SHAPE_TERMS;
  const one = Array.from({ length: isOfAll ? SHAPE_TERMS : ENDPOINT_TERMS }, () => 0);
  one[isOfAll ? term : (term - SHAPE_TERMS) % ENDPOINT_TERMS] = 1;
  if (term === PERCENTILE_TERMS) {
    return {
      shift: (figure) => kneeShift(AT_THE_KNEE, one) * kneeEffect(figure, run),
      share: kneeShare,
    };
  }
  const idle = isOfAll
    ? term < PERCENTILE_TERMS / 2
    : (term - SHAPE_TERMS) % ENDPOINT_TERMS < ENDPOINT_TERMS / 2;
  const place = Math.floor((term - SHAPE_TERMS) / ENDPOINT_TERMS);
  return {
    shift: ({ quantity, endpoint, watched, errors }) => {
      if (watched !== undefined || errors !== undefined || !isShaped(quantity)) return 0;
      if (isOfAll) return shapeShift(quantity, idle ? 0 : 1, one);
      const isItsOwn = endpoint !== null && (places.get(endpoint) ?? 0) === place;
      return isItsOwn ? endpointShapeShift(quantity, idle ? 0 : 1, one) : 0;
    },
    share: (busy) => Math.sqrt(idle ? 1 - busy : busy),
  };
}

/** Where `kneeShare` is 1. */
const AT_THE_KNEE: Share = 1 / 3;
