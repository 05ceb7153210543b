/**
 * Noise of the figures of one run: a slow run is slow in all its response times.
 *
 * Of the logarithms the covariance is C = D² + u·uᵀ: D what each figure has of its own, u what
 * moves all together. With C = D·(I + v·vᵀ)·D and v = D⁻¹u its inverse root has a closed form
 * (Sherman & Morrison): (I − (1 − 1/√(1 + vᵀv))·v·vᵀ/vᵀv)·D⁻¹.
 */
import type { Figure } from "./figures.ts";

export interface RunNoise {
  /** D: standard deviation of each figure's logarithm alone. */
  readonly own: readonly number[];
  /** u. */
  readonly together: readonly number[];
}

/** Correlation of the run-to-run noise of two response times; throughput is free of it. */
const WITHIN_RUN = 0.5;

/** @param noiseScale factor on the run-to-run part; counting, rounding and solver stay as they are */
export function runNoise(figures: readonly Figure[], noiseScale: number): RunNoise {
  const alike = ({ quantity }: Figure) => (quantity === "throughput" ? 0 : WITHIN_RUN);
  return {
    own: figures.map((figure) =>
      Math.hypot(figure.known, Math.sqrt(1 - alike(figure)) * noiseScale * figure.repeat),
    ),
    together: figures.map((figure) => Math.sqrt(alike(figure)) * noiseScale * figure.repeat),
  };
}

/** C, row by row. */
export function runCovariance({ own, together }: RunNoise): number[][] {
  return own.map((deviation, i) =>
    together.map((u, j) => (together[i] as number) * u + (i === j ? deviation * deviation : 0)),
  );
}

/** C^(−1/2) times the gaps ln(predicted/measured): equally noisy and uncorrelated. Exact. */
export function whitened(gaps: readonly number[], { own, together }: RunNoise): number[] {
  const scaled = gaps.map((gap, i) => gap / (own[i] as number));
  const v = together.map((u, i) => u / (own[i] as number));
  const size = v.reduce((sum, x) => sum + x * x, 0);
  if (size === 0) return scaled;
  const along = v.reduce((sum, x, i) => sum + x * (scaled[i] as number), 0);
  const shrink = (1 - 1 / Math.sqrt(1 + size)) / size;
  return scaled.map((y, i) => y - (v[i] as number) * along * shrink);
}
