/**
 * How far two runs of one load differ, as a share: two standard deviations of throughput, one of a
 * response time (`REPEATABILITY` of the calibration: 1.5 %, 4 % of a mean, 8 % of a percentile; with
 * two of those a P95 of 1.7 s would say nothing of a line of 2 s). A figure that lies less than this
 * on one side of a line does not prove that the platform does.
 */
export const RUN_TO_RUN = { throughput: 0.03, mean: 0.04, percentile: 0.08 } as const;

/** Errors of two runs differ by more than their counts tell: by this factor at least. */
export const ERRORS_RUN_TO_RUN = 2;
