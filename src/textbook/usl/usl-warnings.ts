import type { LeastSquaresFit } from "../../stats/least-squares.ts";
import type { UslLaw } from "./usl.ts";
import { uslLandmarks } from "./usl-landmarks.ts";

/** What is doubtful about a fitted law, with the remedy in words. */
export interface UslWarning {
  readonly code:
    | "contention-negative"
    | "coherency-negative"
    | "no-peak"
    | "peak-not-measured"
    | "not-converged";
  readonly message: string;
}

/** The warnings that a fitted Universal Scalability Law deserves. */
export function uslWarnings(fit: {
  readonly law: UslLaw;
  readonly freeLaw: UslLaw;
  readonly mostUsers: number;
  readonly ended: LeastSquaresFit["ended"];
}): readonly UslWarning[] {
  const { law, freeLaw, mostUsers } = fit;
  const warnings: UslWarning[] = [];
  if (freeLaw.contention < 0) {
    warnings.push({
      code: "contention-negative",
      message:
        "α < 0: superlinear or bad data. Without bounds the best contention is " +
        `${freeLaw.contention.toPrecision(3)}; check the lowest levels for caches still filling ` +
        "or runs too short, and measure them again",
    });
  }
  if (freeLaw.coherency < 0) {
    warnings.push({
      code: "coherency-negative",
      message:
        "β < 0: throughput grows faster at high load than the law allows. Without bounds the " +
        `best coherency is ${freeLaw.coherency.toPrecision(3)}; check whether the highest levels ` +
        "ran on the same system as the rest",
    });
  }
  const peak = uslLandmarks(law).peak;
  if (peak === null) {
    warnings.push({
      code: "no-peak",
      message:
        "β = 0: these data show no downturn, and the law no peak. Measure higher levels before " +
        "relying on that",
    });
  } else if (peak.users > mostUsers) {
    warnings.push({
      code: "peak-not-measured",
      message:
        `The peak at ${peak.users.toPrecision(3)} lies beyond the ${mostUsers} measured: it is ` +
        "extrapolated. Measure up to it before relying on it",
    });
  }
  if (fit.ended !== "converged") {
    warnings.push({
      code: "not-converged",
      message: "The fit did not converge: its law may be far off. Look at the data for outliers",
    });
  }
  return warnings;
}
