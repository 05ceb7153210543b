import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointOfMeans } from "./point-of-means.ts";

/** Mean and variance of some loads, and the mean of a course over them. */
function over(loads: readonly number[], course: (load: number) => number) {
  const mean = (of: (load: number) => number) =>
    loads.reduce((sum, load) => sum + of(load), 0) / loads.length;
  const load = mean((x) => x);
  return { load, variance: mean((x) => (x - load) ** 2), value: mean(course) };
}

describe("pointOfMeans", () => {
  it("takes the second difference/24 off, but for that of whole loads, worked by hand", () => {
    // x² over −4…−2, −1…1, 2…4: means 29/3, 2/3, 29/3; at 0 the course is 0.
    const square = (x: number) => x * x;
    const own = over([-1, 0, 1], square);
    const beside = [over([-4, -3, -2], square), over([2, 3, 4], square)];
    expect(own.value).toBeCloseTo(2 / 3, 12);
    expect(pointOfMeans(0, own, beside)).toBeCloseTo(0, 12);
  });

  it("is exact for parabolas, for lines with one neighbor, and the mean with none", () => {
    const number = fc.integer({ min: -9, max: 9 });
    const some = (from: number) =>
      fc.array(fc.integer({ min: from, max: from + 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(some(0), some(10), some(20), number, number, number, (a, b, c, p, q, r) => {
        const parabola = (x: number) => p + q * x + r * x * x;
        const line = (x: number) => p + q * x;
        const [own, two] = [over(b, parabola), [over(a, parabola), over(c, parabola)]];
        expect(pointOfMeans(14, own, two)).toBeCloseTo(parabola(14), 6);
        expect(pointOfMeans(14, over(b, line), [over(c, line)])).toBeCloseTo(line(14), 8);
        expect(pointOfMeans(14, own, [])).toBe(own.value);
      }),
    );
  });
});
