/**
 * Exact percentiles of any number of values in little memory: values are counted in ascending bins, and
 * only where a bin that holds a wanted rank has more than one value in it is that rank looked up among
 * the bin's values. Pure; the same definition (type 7) as `percentile` of the small-file path.
 */
import { present } from "../../ingest/formats/present.ts";
import type { Figures } from "../../ingest/imported-run.ts";
import type { ResponseTimes } from "../../measurement/campaign.ts";
import type { Seconds } from "../../units.ts";

/** Values that lie together: above all of the bins before, below all of the bins after. */
export interface Bin {
  readonly bin: number;
  readonly count: number;
  readonly failures: number;
  /** Sum of the values. */
  readonly total: Seconds;
  readonly least: Seconds;
  readonly most: Seconds;
}

/** The value of a rank within a bin, both counted from 0. */
export interface WantedRank {
  readonly bin: number;
  readonly rank: number;
}

const percentiles = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

/** Bins of several groups as the bins of all of them together, ascending. */
export function pooledBins(bins: readonly Bin[]): readonly Bin[] {
  const pooled = new Map<number, Bin>();
  for (const one of bins) {
    const known = pooled.get(one.bin);
    pooled.set(one.bin, known === undefined ? one : joined(known, one));
  }
  return [...pooled.values()].sort((a, b) => a.bin - b.bin);
}

function joined(a: Bin, b: Bin): Bin {
  return {
    bin: a.bin,
    count: a.count + b.count,
    failures: a.failures + b.failures,
    total: a.total + b.total,
    least: Math.min(a.least, b.least),
    most: Math.max(a.most, b.most),
  };
}

/** Ranks that the bins alone do not tell, each once. */
export function wantedRanks(bins: readonly Bin[]): readonly WantedRank[] {
  const wanted = new Map<string, WantedRank>();
  const n = countOf(bins);
  for (const p of Object.values(percentiles)) {
    for (const rank of ranksOf(n, p)) {
      const place = placeOf(bins, rank);
      if (place === undefined || place.bin.least === place.bin.most) continue;
      wanted.set(`${place.bin.bin} ${place.rank}`, { bin: place.bin.bin, rank: place.rank });
    }
  }
  return [...wanted.values()];
}

/**
 * Figures of a group over a window of this length.
 *
 * @param lookUp the value of a wanted rank
 */
export function figuresOfBins(
  bins: readonly Bin[],
  duration: Seconds,
  lookUp: (wanted: WantedRank) => Seconds | undefined,
): Figures {
  const n = countOf(bins);
  const total = bins.reduce((sum, bin) => sum + bin.total, 0);
  const valueAt = (rank: number) => {
    const place = placeOf(bins, rank);
    if (place === undefined) return undefined;
    const { bin } = place;
    return bin.least === bin.most ? bin.least : lookUp({ bin: bin.bin, rank: place.rank });
  };
  const quantile = (p: number) => {
    const [below, above] = ranksOf(n, p).map(valueAt);
    if (below === undefined || above === undefined) return undefined;
    return below + (above - below) * ((n - 1) * p - Math.floor((n - 1) * p));
  };
  return {
    requests: n,
    failures: bins.reduce((sum, bin) => sum + bin.failures, 0),
    ...present({ throughput: duration > 0 ? n / duration : undefined }),
    responseTime: present<ResponseTimes>({
      mean: n > 0 ? total / n : undefined,
      p50: quantile(percentiles.p50),
      p90: quantile(percentiles.p90),
      p95: quantile(percentiles.p95),
      p99: quantile(percentiles.p99),
      max: bins.at(-1)?.most,
    }),
  };
}

const countOf = (bins: readonly Bin[]) => bins.reduce((sum, { count }) => sum + count, 0);

const ranksOf = (n: number, p: number): readonly [number, number] => [
  Math.floor((n - 1) * p),
  Math.ceil((n - 1) * p),
];

function placeOf(bins: readonly Bin[], rank: number) {
  let before = 0;
  for (const bin of bins) {
    if (rank < before + bin.count) return { bin, rank: rank - before };
    before += bin.count;
  }
  return undefined;
}
