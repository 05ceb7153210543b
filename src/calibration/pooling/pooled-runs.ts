/**
 * The levels of a long sweep as a few runs that hold all their weight: a platform is then solved at
 * a dozen loads, not at a hundred, wherever a fit tries one.
 */
import type { Figure, MeasuredRun } from "../figures.ts";
import { comparedLog, nearLevels, type Runs, weightOf } from "./near-levels.ts";
import { pointOfMeans } from "./point-of-means.ts";

/** Up to so many loads each is fitted by itself, as it was measured. */
const MOST_LOADS = 16;

/** Groups whose percentiles count beside their means: each takes longer to predict than all else. */
const MOST_SHOWN = 8;

/** A figure of a level, and at which load. */
interface Placed {
  readonly users: number;
  readonly figure: Figure;
}

type Some = readonly [Placed, ...Placed[]];

/** The runs of one group, and the figures that they have of one kind. */
interface Group {
  readonly runs: Runs;
  /** The run that stands for all: of the load in their middle. */
  readonly middle: MeasuredRun;
  readonly byKind: ReadonlyMap<string, Some>;
}

/**
 * Runs of nearly one load (see `nearLevels`) as one run at a load in their middle: each figure the mean of
 * theirs by weight, brought to that load by the parabola through the means of the groups on both sides, with the
 * noise of that mean. Of runs at one load, equally noisy, the likelihood of a platform is unchanged but for a
 * constant. Percentiles and endpoints that a single level's run leaves out (`MeasuredRun.all`) are
 * part of it, percentiles at eight of the loads. The runs as they are where there are few loads.
 */
export function pooledRuns(runs: readonly MeasuredRun[]): readonly MeasuredRun[] {
  if (new Set(runs.map(({ users }) => users)).size <= MOST_LOADS) return runs;
  const groups = nearLevels(runs).map(groupOf);
  const shown = evenly(groups.length, MOST_SHOWN);
  return groups.map((group, i) => {
    const run = pooled(group, groups[i - 1], groups[i + 1]);
    return shown.has(i) ? run : { ...run, figures: withoutPercentiles(run.figures) };
  });
}

/** So many places of a list, the first and the last among them, the others evenly between. */
function evenly(length: number, most: number): ReadonlySet<number> {
  const places = Array.from({ length: Math.min(length, most) }, (_, i) => i);
  return new Set(
    places.map((i) => Math.round((i * (length - 1)) / Math.max(places.length - 1, 1))),
  );
}

/** Unless they are all that is told of times. */
function withoutPercentiles(figures: readonly Figure[]): readonly Figure[] {
  const means = figures.filter(({ quantity }) => quantity === "throughput" || quantity === "mean");
  return means.some(({ quantity }) => quantity === "mean") ? means : figures;
}

function groupOf(runs: Runs): Group {
  const center = runs.reduce((sum, { users }) => sum + users, 0) / runs.length;
  const middle = runs.reduce((a, b) =>
    Math.abs(b.users - center) < Math.abs(a.users - center) ? b : a,
  );
  const byKind = new Map<string, [Placed, ...Placed[]]>();
  for (const { users, figures, all = figures } of runs) {
    for (const figure of all) {
      const placed = byKind.get(kindOf(figure));
      if (placed === undefined) byKind.set(kindOf(figure), [{ users, figure }]);
      else placed.push({ users, figure });
    }
  }
  return { runs, middle, byKind };
}

function kindOf({ quantity, endpoint, watched, errors }: Figure): string {
  return JSON.stringify([quantity, endpoint, watched ?? null, errors !== undefined]);
}

function pooled(group: Group, before: Group | undefined, after: Group | undefined): MeasuredRun {
  const { runs, middle, byKind } = group;
  if (runs.length === 1) return { ...middle, figures: middle.all ?? middle.figures };
  const { users, run, observation } = middle;
  const figures = [...byKind].map(([kind, placed]) => {
    if (placed[0].figure.errors !== undefined) return pooledErrors(placed);
    const beside = [before?.byKind.get(kind), after?.byKind.get(kind)];
    return pooledFigure(
      users,
      placed,
      beside.filter((some) => some !== undefined),
    );
  });
  const of = (quantity: Figure["quantity"]) =>
    figures.find((one) => one.quantity === quantity && isTotal(one))?.measured;
  const share = runs.reduce((sum, one) => sum + one.observation.averageUsers / one.users, 0);
  const [throughput, mean, p50] = [of("throughput"), of("mean"), of("p50")];
  return {
    users,
    run,
    observation: {
      ...observation,
      averageUsers: (users * share) / runs.length,
      ...(throughput === undefined ? {} : { throughput }),
      ...(mean === undefined ? {} : { mean }),
      ...(p50 === undefined ? {} : { p50 }),
    },
    figures,
  };
}

const isTotal = ({ endpoint, watched, errors }: Figure) =>
  endpoint === null && watched === undefined && errors === undefined;

/** @param beside the figures of this kind of the groups on both sides */
function pooledFigure(users: number, placed: Some, beside: readonly Some[]): Figure {
  const first = placed[0].figure;
  const log = pointOfMeans(users, meanOf(placed), beside.map(meanOf));
  const scale = isTotal(first) && first.quantity === "throughput" ? users : 1;
  return { ...first, ...noiseOf(placed), measured: scale * Math.exp(log) };
}

const weightAt = ({ figure }: Placed) => weightOf(figure);

/** Weighted mean of the logarithms, and of the load and its square. */
function meanOf(placed: Some) {
  const total = sumOver(placed, weightAt);
  const mean = (of: (one: Placed) => number) =>
    sumOver(placed, (one) => weightAt(one) * of(one)) / total;
  const load = mean(({ users }) => users);
  return {
    load,
    variance: mean(({ users }) => (users - load) ** 2),
    value: mean(({ users, figure }) => comparedLog(figure, users)),
  };
}

const sumOver = (placed: Some, of: (one: Placed) => number) =>
  placed.reduce((sum, one) => sum + of(one), 0);

/** Deviations of a weighted mean of independent figures. */
function noiseOf(placed: Some, weight: (one: Placed) => number = weightAt) {
  const total = sumOver(placed, weight);
  const of = (deviation: (figure: Figure) => number) =>
    Math.hypot(...placed.map((one) => (weight(one) / total) * deviation(one.figure)));
  return { known: of(({ known }) => known), repeat: of(({ repeat }) => repeat) };
}

/** Half an error more than was counted (see `errorFigures`). */
const HALF = 0.5;

/** Errors of several levels are counted together: the logarithm of none is no figure to average. */
function pooledErrors(placed: Some): Figure {
  const first = placed[0].figure;
  const counts = placed.map(({ figure: { measured, errors } }) => {
    const requests = errors?.requests ?? 0;
    return { requests, failures: measured * (requests + 1) - HALF };
  });
  const requests = counts.reduce((sum, one) => sum + one.requests, 0);
  const failures = counts.reduce((sum, one) => sum + one.failures, 0);
  const { repeat } = noiseOf(placed, () => 1);
  return {
    ...first,
    errors: { requests, background: first.errors?.background ?? 0 },
    measured: (failures + HALF) / (requests + 1),
    known: 1 / Math.sqrt(failures + HALF),
    repeat,
  };
}
