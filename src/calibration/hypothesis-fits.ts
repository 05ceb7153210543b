/** How the fits of hypotheses come about: made, or taken from those that were made before. */
import type { Hypothesis } from "../platform/platform.ts";
import {
  calibrateHypothesis,
  type HypothesisOptions,
  type HypothesisPosterior,
} from "./calibrate-hypothesis.ts";
import type { MeasuredRun } from "./figures.ts";
import { canonicalText } from "./fit-key.ts";
import { keptLeftOut, restoredLeftOut } from "./kept-left-out.ts";
import { keptPosterior, restoredPosterior } from "./kept-posterior.ts";
import { type LeftOutLevel, leaveLevelOut } from "./leave-level-out.ts";

export interface HypothesisFits {
  readonly calibrate: (
    hypothesis: Hypothesis,
    runs: readonly MeasuredRun[],
    options: HypothesisOptions,
  ) => HypothesisPosterior;
  readonly leaveLevelOut: (posterior: HypothesisPosterior) => readonly LeftOutLevel[];
}

/** What left-out levels said of a fit: who extends it asks, and who weighs it asks again. */
const leftOut = new WeakMap<HypothesisPosterior, readonly LeftOutLevel[]>();

/** Every fit is made. */
export const freshFits: HypothesisFits = {
  calibrate: calibrateHypothesis,
  leaveLevelOut: (posterior) => {
    const levels = leftOut.get(posterior) ?? leaveLevelOut(posterior);
    leftOut.set(posterior, levels);
    return levels;
  },
};

/**
 * Where fits are put away. It answers for the bytes: what comes out is what was written under the
 * same text, or nothing. Whether that has the right shape is looked at all the same.
 */
export interface FitStore {
  /** What was written under this text, to the last byte; undefined where nothing was, or it is spoilt. */
  readonly read: (key: string) => unknown;
  /** Never throws: a fit that cannot be kept is made again. */
  readonly write: (key: string, value: unknown) => void;
}

/** What a fit depends on beside its arguments. */
export interface FitOrigin {
  /** The program to its last digit: another one may fit otherwise. */
  readonly program: string;
  /** SHA-256 of each file of measurements, by its path. */
  readonly measurements: Readonly<Record<string, string>>;
  /** SHA-256 of each model's file, by the name of the hypothesis. */
  readonly models: Readonly<Record<string, string>>;
}

/**
 * Fits are looked up in a store before they are made, and put there after. The key holds everything
 * a fit depends on: the program, the bytes of measurements and model, the measured figures and the
 * hypothesis as they were understood, seed and draws. Policy, scenarios and prices are no part of it.
 * What the store gives back under that key is not solved again: to see whether a posterior has its
 * cost takes as long as all the rest of a short command.
 */
export function keptFits(store: FitStore, origin: FitOrigin): HypothesisFits {
  const keys = new WeakMap<HypothesisPosterior, object>();
  const keyOf = (what: string, key: object) => canonicalText({ what, ...key });
  return {
    calibrate: (hypothesis, runs, options) => {
      const { onProgress, ...settings } = options;
      const { program, measurements, models } = origin;
      const model = models[hypothesis.name] ?? null;
      const key = { program, measurements, model, hypothesis, runs, settings };
      const text = keyOf("posterior", key);
      const kept = restoredPosterior(
        store.read(text),
        hypothesis,
        runs,
        options.draws === 0 ? 0 : 1,
        null,
      );
      const posterior = kept ?? calibrateHypothesis(hypothesis, runs, options);
      if (kept === null) store.write(text, keptPosterior(posterior));
      else onProgress?.(1);
      keys.set(posterior, key);
      return posterior;
    },
    leaveLevelOut: (posterior) => {
      const key = keys.get(posterior);
      if (key === undefined) return leaveLevelOut(posterior);
      const text = keyOf("left-out levels", key);
      const kept = restoredLeftOut(store.read(text), posterior.runs);
      const levels = kept ?? leaveLevelOut(posterior);
      // Where there are too few levels to leave one out, nothing is worth keeping.
      if (kept === null && levels.length > 0) store.write(text, keptLeftOut(levels));
      return levels;
    },
  };
}
