import { describe, expect, it } from "vitest";
import type { HypothesisFits } from "../calibration/hypothesis-fits.ts";
import type { Hypothesis } from "../platform/platform.ts";
import {
  type RecordedFit,
  recordedFits,
  replayedFits,
  withoutCovariance,
} from "./recorded-fits.ts";

const named = (name: string) => ({ name }) as Hypothesis;
const options = { seed: 1 };

/** Fits that refuse everything. */
const refusing: HypothesisFits = {
  calibrate: ({ name }) => {
    throw new RangeError(`${name} cannot be solved`);
  },
  leaveLevelOut: () => [],
};

describe("recorded fits", () => {
  it("refuse again what was refused, with the same words", () => {
    const { fits, recorded } = recordedFits(refusing);
    expect(() => fits.calibrate(named("a"), [], options)).toThrow("a cannot be solved");
    const again = replayedFits(JSON.parse(JSON.stringify(recorded)));
    expect(() => again.calibrate(named("a"), [], options)).toThrow(
      new RangeError("a cannot be solved"),
    );
  });

  it("are of one order: another fit, or one too many, is a damaged page", () => {
    const { fits, recorded } = recordedFits(refusing);
    expect(() => fits.calibrate(named("a"), [], options)).toThrow(RangeError);
    expect(() => replayedFits(recorded).calibrate(named("b"), [], options)).toThrow(/damaged/);
    expect(() => replayedFits([]).calibrate(named("a"), [], options)).toThrow(/damaged/);
  });

  it("let other faults pass, unrecorded", () => {
    const broken = {
      ...refusing,
      calibrate: () => {
        throw new TypeError("a fault");
      },
    };
    const { fits, recorded } = recordedFits(broken);
    expect(() => fits.calibrate(named("a"), [], options)).toThrow(TypeError);
    expect(recorded).toEqual([]);
  });
});

describe("withoutCovariance", () => {
  it("keeps everything else of a fit, and the shape", () => {
    const fit = {
      position: [1, 2],
      cost: 3,
      covariance: [
        [0.5, 0.1],
        [0.1, 0.25],
      ],
    };
    const posterior = { fit, positions: [[1, 2]], picks: [0] };
    const recorded = { of: "a", posterior } as unknown as RecordedFit;
    expect(withoutCovariance(recorded)).toEqual({
      of: "a",
      posterior: {
        ...posterior,
        fit: {
          ...fit,
          covariance: [
            [0, 0],
            [0, 0],
          ],
        },
      },
    });
    const refused = { of: "a", refused: "cannot be solved" };
    expect(withoutCovariance(refused)).toBe(refused);
  });
});
