import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gainVerdict, verdictOf } from "./gain-verdict.ts";

/** Evenly spread between the two. */
const spread = (low: number, high: number, draws = 41): readonly number[] =>
  Array.from({ length: draws }, (_, i) => low + (i / (draws - 1)) * (high - low));

/** So many draws of each gain. */
const draws = (...list: readonly (readonly [gain: number, count: number])[]): readonly number[] =>
  list.flatMap(([gain, count]) => Array.from({ length: count }, () => gain));

describe("verdictOf", () => {
  it("tells what four draws in five say", () => {
    expect(verdictOf(draws([0.06, 16], [0, 4]))).toBe("gains");
    expect(verdictOf(draws([0.06, 15], [0.05, 5]))).toBe("cannot tell");
    expect(verdictOf(draws([-0.06, 16], [0, 4]))).toBe("loses");
    expect(verdictOf(draws([0.05, 8], [-0.05, 8], [0.06, 4]))).toBe("no change");
    expect(verdictOf(draws([-0.2, 8], [0.05, 8], [0.06, 4]))).toBe("no gain");
    expect(verdictOf([])).toBe("cannot tell");
  });

  it("tells nothing of which more than one in twenty says the opposite", () => {
    expect(verdictOf(draws([0.5, 19], [-0.06, 1]))).toBe("gains");
    expect(verdictOf(draws([0.5, 18], [-0.06, 2]))).toBe("cannot tell");
    expect(verdictOf(draws([-0.5, 18], [0.2, 2]))).toBe("cannot tell");
    expect(verdictOf(draws([0, 19], [0.9, 1]))).toBe("no change");
    expect(verdictOf(draws([0, 18], [0.9, 2]))).toBe("cannot tell");
    expect(verdictOf(draws([0, 18], [-0.9, 2]))).toBe("no gain");
  });

  it("tells the opposite of opposite draws, and gains of which four in five are noticeable", () => {
    const opposite = { gains: "loses", loses: "gains", "no change": "no change" } as const;
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 3, noNaN: true }), { minLength: 1 }),
        (list) => {
          const told = verdictOf(list);
          const turned = verdictOf(list.map((gain) => -gain));
          if (told in opposite) expect(turned).toBe(opposite[told as keyof typeof opposite]);
          const above = list.filter((gain) => gain > 0.05).length;
          if (told === "gains") expect(above).toBeGreaterThanOrEqual(0.8 * list.length);
        },
      ),
    );
  });
});

describe("gainVerdict", () => {
  it("says what all say", () => {
    expect(gainVerdict(spread(0.1, 0.3), [spread(0.08, 0.5), spread(0.2, 0.3)])).toBe("gains");
    expect(gainVerdict(spread(-0.3, -0.1), [spread(-0.3, -0.1)])).toBe("loses");
    expect(gainVerdict(spread(-0.01, 0.01), [spread(-0.02, 0.02)])).toBe("no change");
    expect(gainVerdict(spread(-0.2, 0.01), [spread(-0.2, 0.01)])).toBe("no gain");
    expect(gainVerdict(spread(-0.01, 0.2), [spread(-0.01, 0.2)])).toBe("cannot tell");
  });

  it("promises and denies nothing that one which could be true contradicts", () => {
    const [gains, nothing] = [spread(0.1, 0.3), spread(-0.01, 0.01)];
    expect(gainVerdict(gains, [gains, nothing])).toBe("cannot tell");
    expect(gainVerdict(nothing, [nothing, gains])).toBe("cannot tell");
    expect(gainVerdict(nothing, [spread(-0.2, 0.2)])).toBe("cannot tell");
  });

  it("keeps what two verdicts without a gain have in common", () => {
    expect(gainVerdict(spread(-0.2, 0.01), [spread(-0.01, 0.01), spread(-0.3, -0.1)])).toBe(
      "no gain",
    );
  });

  it("says nothing where none explains the figures, or draws are too few", () => {
    expect(gainVerdict(spread(0.1, 0.3), [])).toBe("cannot tell");
    expect(gainVerdict(spread(0.1, 0.3, 16), [spread(0.1, 0.3)])).toBe("cannot tell");
  });
});
