import { describe, expect, it } from "vitest";
import type { HypothesisFits } from "../calibration/hypothesis-fits.ts";
import type { Hypothesis } from "../platform/platform.ts";
import { recordedFits, replayedFits } from "./recorded-fits.ts";

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
