/** Errors of the approximate methods over random networks: written by scripts/measure-approximations.ts. */

/** Relative errors of all classes of all networks, as shares, rounded outwards. */
export interface ErrorBand {
  /** Of their absolute values. */
  readonly mean: number;
  /** Between these lie 95 of 100. */
  readonly low: number;
  readonly high: number;
  /** The worst that were found, to either side: no bounds. */
  readonly least: number;
  readonly most: number;
}

export interface MeasuredError {
  readonly networks: number;
  readonly responseTime: ErrorBand;
  readonly throughput: ErrorBand;
}

/** Which networks were drawn stands in testing/approximation-errors.ts and docs/calc.md. */
export const measuredErrors = {
  schweitzer: {
    networks: 4000,
    responseTime: { mean: 0.036, low: 0, high: 0.147, least: -0.053, most: 0.43 },
    throughput: { mean: 0.022, low: -0.086, high: 0, least: -0.271, most: 0.009 },
  },
  linearizer: {
    networks: 4000,
    responseTime: { mean: 0.002, low: -0.011, high: 0.006, least: -0.037, most: 0.02 },
    throughput: { mean: 0.002, low: -0.004, high: 0.005, least: -0.02, most: 0.028 },
  },
  "fifo 3": {
    networks: 1500,
    responseTime: { mean: 0.03, low: -0.02, high: 0.137, least: -0.105, most: 0.407 },
    throughput: { mean: 0.018, low: -0.089, high: 0.014, least: -0.274, most: 0.083 },
  },
  "fifo 10": {
    networks: 1500,
    responseTime: { mean: 0.041, low: -0.029, high: 0.247, least: -0.242, most: 0.958 },
    throughput: { mean: 0.022, low: -0.12, high: 0.014, least: -0.435, most: 0.122 },
  },
  "fifo 50": {
    networks: 1500,
    responseTime: { mean: 0.069, low: -0.045, high: 0.491, least: -0.35, most: 4.009 },
    throughput: { mean: 0.027, low: -0.189, high: 0.018, least: -0.67, most: 0.139 },
  },
} as const satisfies Readonly<Record<string, MeasuredError>>;
