/** Fits that are kept: the same as fresh ones, and never trusted. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrateHypothesis } from "./calibrate-hypothesis.ts";
import { type FitOrigin, type FitStore, freshFits, keptFits } from "./hypothesis-fits.ts";
import { keptPosterior, restoredPosterior } from "./kept-posterior.ts";
import { leaveLevelOut } from "./leave-level-out.ts";
import { twoStages, twoStagesRuns } from "./testing/two-stage-platform.ts";

const runs = twoStagesRuns();
const settings = { seed: 1, draws: 12 };
const fresh = calibrateHypothesis(twoStages, runs, settings);
const freshLevels = leaveLevelOut(fresh);

const origin: FitOrigin = {
  program: "headroom 0.1.0",
  measurements: { "data/levels.csv": "aa" },
  models: { "two stages": "bb" },
};

/** Keeps texts, as a disk would, and counts. */
class CountingStore implements FitStore {
  readonly texts = new Map<string, string>();
  written = 0;
  found = 0;
  readonly read = (key: string): unknown => {
    const text = this.texts.get(key);
    if (text === undefined) return undefined;
    this.found++;
    return JSON.parse(text);
  };
  readonly write = (key: string, value: unknown): void => {
    this.written++;
    this.texts.set(key, JSON.stringify(value));
  };
}

describe("freshFits", () => {
  it("leaves levels out once for each fit, whoever asks", () => {
    const levels = freshFits.leaveLevelOut(fresh);
    expect(levels).toEqual(freshLevels);
    expect(freshFits.leaveLevelOut(fresh)).toBe(levels);
  });
});

describe("keptFits", () => {
  it("gives the fresh fit at first, and the same without fitting after", () => {
    const store = new CountingStore();
    for (const found of [0, 2, 4]) {
      const fits = keptFits(store, origin);
      const posterior = fits.calibrate(twoStages, runs, settings);
      expect(posterior).toEqual(fresh);
      expect(fits.leaveLevelOut(posterior)).toEqual(freshLevels);
      expect(store).toMatchObject({ found, written: 2 });
    }
    expect(freshLevels).toHaveLength(4);
  });

  const others: readonly (readonly [string, () => CountingStore["written"]])[] = [
    ["another program", () => writtenAfter({ origin: { ...origin, program: "headroom 0.1.1" } })],
    [
      "a byte of the measurements",
      () => writtenAfter({ origin: { ...origin, measurements: { "data/levels.csv": "ab" } } }),
    ],
    [
      "a byte of the model",
      () => writtenAfter({ origin: { ...origin, models: { "two stages": "bc" } } }),
    ],
    ["another seed", () => writtenAfter({ settings: { ...settings, seed: 2 } })],
    ["another count of draws", () => writtenAfter({ settings: { ...settings, draws: 16 } })],
    ["another measured figure", () => writtenAfter({ runs: twoStagesRuns([20, 60, 90, 141]) })],
    [
      "a known fact of the hypothesis",
      () =>
        writtenAfter({
          hypothesis: {
            ...twoStages,
            platform: { ...twoStages.platform, backgroundErrorRate: 0.001 },
          },
        }),
    ],
  ];

  function writtenAfter(changes: {
    readonly origin?: FitOrigin;
    readonly settings?: typeof settings;
    readonly runs?: typeof runs;
    readonly hypothesis?: typeof twoStages;
  }): number {
    const store = new CountingStore();
    keptFits(store, origin).calibrate(twoStages, runs, settings);
    const other = keptFits(store, changes.origin ?? origin);
    const hypothesis = changes.hypothesis ?? twoStages;
    other.calibrate(hypothesis, changes.runs ?? runs, changes.settings ?? settings);
    return store.written;
  }

  it.each(others)("fits again after %s", (_, written) => {
    expect(written()).toBe(2);
  });

  it("takes no notice of other models' files", () => {
    const models = { ...origin.models, "another model": "cc" };
    expect(writtenAfter({ origin: { ...origin, models } })).toBe(1);
  });

  it("fits as if nothing were kept when the store gives nonsense", () => {
    for (const nonsense of [null, 7, "fit", [], {}, [null], { positions: [], picks: [] }]) {
      const fits = keptFits({ read: () => nonsense, write: () => {} }, origin);
      const posterior = fits.calibrate(twoStages, runs, settings);
      expect(posterior).toEqual(fresh);
      expect(fits.leaveLevelOut(posterior)).toEqual(freshLevels);
    }
  });

  it("tells progress that it is done when nothing is left to do", () => {
    const store = new CountingStore();
    keptFits(store, origin).calibrate(twoStages, runs, settings);
    const told: number[] = [];
    keptFits(store, origin).calibrate(twoStages, runs, {
      ...settings,
      onProgress: (done) => told.push(done),
    });
    expect(told).toEqual([1]);
  });
});

describe("restoredPosterior", () => {
  const kept = JSON.parse(JSON.stringify(keptPosterior(fresh)));

  it("refuses a posterior of other measurements, whose best cost is another", () => {
    expect(restoredPosterior(kept, twoStages, runs)).toEqual(fresh);
    expect(restoredPosterior(kept, twoStages, twoStagesRuns([20, 60, 90, 100]))).toBeNull();
  });

  it("refuses whatever has a field too many, too few or of another kind", () => {
    const wrong = fc.oneof(
      fc.constant(undefined),
      fc.constant(null),
      fc.string(),
      fc.constant([]),
      fc.constant([["x"]]),
      fc.constant({}),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(kept)), wrong, (field, value) => {
        expect(restoredPosterior({ ...kept, [field]: value }, twoStages, runs)).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(kept.fit)), wrong, (field, value) => {
        // No other optimum is as good as any number of them.
        fc.pre(!(field === "others" && Array.isArray(value) && value.length === 0));
        const fit = { ...kept.fit, [field]: value };
        expect(restoredPosterior({ ...kept, fit }, twoStages, runs)).toBeNull();
      }),
    );
    expect(restoredPosterior({ ...kept, more: 1 }, twoStages, runs)).toBeNull();
  });

  it.each([
    ["a draw that is none of the positions", { picks: [999] }],
    ["no draws", { picks: [] }],
    ["a position of another length", { positions: [[0]], picks: [0] }],
    ["a share above one", { solved: 1.5 }],
    ["an end that there is not", { ended: "done" }],
  ])("refuses %s", (_, change) => {
    expect(restoredPosterior({ ...kept, ...change }, twoStages, runs)).toBeNull();
  });
});
