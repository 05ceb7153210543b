import { describe, expect, it } from "vitest";
import { gainVerdict, type Witness } from "./gain-verdict.ts";

const says = (low: number, high: number, draws = 40): Witness => ({
  gain: { value: (low + high) / 2, low, high },
  draws,
});

describe("gainVerdict", () => {
  it("says what all say", () => {
    expect(gainVerdict(says(0.1, 0.3), [says(0.08, 0.5), says(0.2, 0.3)])).toBe("gains");
    expect(gainVerdict(says(-0.3, -0.1), [says(-0.3, -0.1)])).toBe("loses");
    expect(gainVerdict(says(-0.01, 0.01), [says(-0.02, 0.02)])).toBe("no change");
    expect(gainVerdict(says(-0.2, 0.01), [says(-0.2, 0.01)])).toBe("no gain");
    expect(gainVerdict(says(-0.01, 0.2), [says(-0.01, 0.2)])).toBe("cannot tell");
  });

  it("promises and denies nothing that one which could be true contradicts", () => {
    expect(gainVerdict(says(0.1, 0.3), [says(0.1, 0.3), says(-0.01, 0.01)])).toBe("cannot tell");
    expect(gainVerdict(says(-0.01, 0.01), [says(-0.01, 0.01), says(0.1, 1)])).toBe("cannot tell");
    expect(gainVerdict(says(-0.01, 0.01), [says(-0.2, 0.2)])).toBe("cannot tell");
  });

  it("keeps what two verdicts without a gain have in common", () => {
    expect(gainVerdict(says(-0.2, 0.01), [says(-0.01, 0.01), says(-0.3, -0.1)])).toBe("no gain");
  });

  it("says nothing where none explains the figures, or draws are too few for 5 %", () => {
    expect(gainVerdict(says(0.1, 0.3), [])).toBe("cannot tell");
    expect(gainVerdict(says(0.1, 0.3, 16), [says(0.1, 0.3)])).toBe("cannot tell");
  });
});
