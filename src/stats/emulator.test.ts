import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Emulator } from "./emulator.ts";

const number = fc.double({ min: -3, max: 3, noNaN: true });
const places = fc.array(fc.tuple(number, number), { minLength: 4, maxLength: 12 });

/** Bent, and with a kink: two outputs. */
const bent = ([x = 0, y = 0]: readonly number[]) =>
  Float64Array.of(Math.sin(x) + 0.3 * x * y, Math.max(x, y));

function emulatorOf(of: (place: readonly number[]) => Float64Array, at: readonly number[][]) {
  const emulator = new Emulator();
  for (const place of at) emulator.add(place, of(place));
  return emulator;
}

describe("Emulator", () => {
  it("is exact where the function is known, but for places that almost coincide", () => {
    fc.assert(
      fc.property(places, (all) => {
        const near = (a: readonly number[], b: readonly number[]) =>
          Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0)) < 0.3;
        const apart = all.filter((one, i) => all.slice(0, i).every((other) => !near(one, other)));
        const emulator = emulatorOf(bent, apart);
        expect(emulator.size).toBe(apart.length);
        for (const place of apart) {
          const [known, emulated] = [bent(place), emulator.at(place)];
          for (const [p, value] of known.entries()) {
            expect(Math.abs((emulated[p] ?? 9) - value)).toBeLessThan(1e-3);
          }
        }
      }),
      { seed: 21, numRuns: 60 },
    );
  });

  it("continues a straight line far beyond the places that tell it", () => {
    const line = ([x = 0, y = 0]: readonly number[]) => Float64Array.of(1 + 2 * x - 3 * y);
    const emulator = emulatorOf(line, [
      [0, 0],
      [0.5, 0],
      [0, 0.5],
      [0.5, 0.6],
      [-0.4, 0.2],
    ]);
    // 1 + 2·3 + 3·2 = 13, to a tenth: the bends could have been there a priori.
    expect(Math.abs((emulator.at([3, -2])[0] ?? 0) - 13)).toBeLessThan(1.3);
  });

  it("has the slopes of its own outputs", () => {
    const emulator = emulatorOf(bent, [
      [0, 0],
      [1, 0],
      [0, 1],
      [-1, 1],
      [1, 1],
      [2, -1],
    ]);
    const step = 1e-5;
    for (const place of [
      [0.3, 0.2],
      [1, 0],
      [-2, 1.5],
    ]) {
      const slopes = emulator.slopesAt(place);
      for (const [j, slope] of slopes.entries()) {
        const moved = (by: number) => place.map((x, k) => (k === j ? x + by : x));
        const [ahead, behind] = [emulator.at(moved(step)), emulator.at(moved(-step))];
        for (const [p, value] of slope.entries()) {
          const difference = ((ahead[p] ?? 0) - (behind[p] ?? 0)) / (2 * step);
          expect(Math.abs(value - difference)).toBeLessThan(1e-4);
        }
      }
    }
  });

  it("leaves out a place that it knows, and refuses to answer from none", () => {
    const emulator = emulatorOf(bent, [
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    expect(emulator.size).toBe(1);
    expect(() => new Emulator().at([0])).toThrow(RangeError);
  });
});
