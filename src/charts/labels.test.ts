import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadLabels } from "./layers/spread-labels.ts";
import { chartTheme } from "./layers/theme.ts";
import { timePosition, timeScale } from "./layers/time-axis.ts";
import { wrapText } from "./layers/wrap-text.ts";

describe("spreadLabels", () => {
  it("leaves labels alone that do not touch and parts those that do", () => {
    expect(spreadLabels([], 10, 100)).toEqual([]);
    expect(spreadLabels([50, 10], 10, 100)).toEqual([50, 10]);
    expect(spreadLabels([50, 50], 10, 100)).toEqual([50, 60]);
    expect(spreadLabels([98, 99], 10, 100)).toEqual([90, 100]);
  });

  it("keeps the gap, the order and the end for any wishes", () => {
    const wishes = fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(wishes, (wished) => {
        const placed = spreadLabels(wished, 17, 400);
        const inOrder = wished.map((_, i) => i).sort((a, b) => (wished[a] ?? 0) - (wished[b] ?? 0));
        const sorted = inOrder.map((i) => placed[i] ?? 0);
        sorted.slice(1).forEach((y, i) => {
          expect(y - (sorted[i] ?? 0)).toBeGreaterThanOrEqual(17 - 1e-9);
        });
        expect(Math.max(...placed, 0)).toBeLessThanOrEqual(400);
      }),
      { seed: 3 },
    );
  });
});

describe("wrapText", () => {
  it("breaks at spaces, never between a number and its unit", () => {
    expect(wrapText("a bc def", 4)).toEqual(["a bc", "def"]);
    expect(wrapText("it takes 1.33 s", 14)).toEqual(["it takes", "1.33 s"]);
    expect(wrapText("", 5)).toEqual([""]);
  });

  it("loses no word", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z%]{1,9}$/), { minLength: 1 }), (words) => {
        expect(wrapText(words.join(" "), 12).join(" ")).toBe(words.join(" "));
      }),
      { seed: 4 },
    );
  });
});

describe("timeScale", () => {
  it("puts ticks at 1, 2 and 5 of each decade and its own ends at top and bottom", () => {
    const scale = timeScale([0.05, 2], 1);
    expect(scale.ticks).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(timePosition(scale, 300, scale.domain[0])).toBe(300);
    expect(timePosition(scale, 300, scale.domain[1])).toBe(0);
  });

  it("has a domain even where nothing was measured", () => {
    expect(timeScale([]).domain[0]).toBeGreaterThan(0);
    expect(timeScale([0]).ticks.length).toBeGreaterThan(1);
  });
});

describe("chartTheme", () => {
  /** Relative luminance and contrast of WCAG 2.2, definitions "relative luminance", "contrast ratio". */
  const luminance = (color: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string) => {
    const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  it.each(["light", "dark"] as const)(
    "keeps text readable on every ground of the %s theme",
    (name) => {
      const theme = chartTheme(name);
      for (const ground of [theme.background, ...Object.values(theme.zone)]) {
        expect(contrast(theme.ink, ground)).toBeGreaterThan(7);
      }
      for (const ground of theme.heat) {
        expect(contrast(theme.ink, ground)).toBeGreaterThan(6);
      }
      for (const color of [theme.muted, theme.alarm, theme.safe, ...theme.series]) {
        expect(contrast(color, theme.background)).toBeGreaterThan(4.5);
      }
    },
  );

  it("darkens from yellow to red in the light theme, so that grey print keeps the order", () => {
    const { yellow, orange, red } = chartTheme("light").zone;
    expect(luminance(yellow)).toBeGreaterThan(luminance(orange));
    expect(luminance(orange)).toBeGreaterThan(luminance(red));
  });
});
