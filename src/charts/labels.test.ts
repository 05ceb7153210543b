import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadLabels } from "./layers/spread-labels.ts";
import { chartTheme } from "./layers/theme.ts";
import { timePosition, timeScale } from "./layers/time-axis.ts";
import { wrapText } from "./layers/wrap-text.ts";
import { fitName } from "./places/fit-name.ts";
import { freePlace, lineObstacles, markObstacle } from "./places/free-place.ts";
import { placeNames } from "./places/place-names.ts";
import { placeRuleLabels } from "./places/place-rule-labels.ts";
import { textWidth } from "./places/text-width.ts";

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

  it.each(["light", "dark", "grey"] as const)(
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

  /** Grey of a print without color (ITU-R BT.601). */
  const grey = (color: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) =>
      Number.parseInt(color.slice(at, at + 2), 16),
    );
    return 0.299 * r + 0.587 * g + 0.114 * b;
  };

  it.each([
    ["light", -1, 12],
    ["grey", -1, 12],
    ["dark", 1, 8],
  ] as const)("tells the zones of the %s theme apart in grey print", (name, direction, step) => {
    const { green, yellow, orange, red } = chartTheme(name).zone;
    const greys = [green, yellow, orange, red].map(grey);
    greys.slice(1).forEach((one, i) => {
      expect(direction * (one - (greys[i] ?? 0))).toBeGreaterThan(step);
    });
  });
});

describe("fitName", () => {
  it("breaks after a slash, and cuts nothing while lines are left", () => {
    const lines = fitName("GET /api/v1/organizations/{id}", 110, 13);
    expect(lines.join("").replaceAll(" ", "")).toBe("GET/api/v1/organizations/{id}");
    expect(lines.every((line) => textWidth(line, 13) <= 110)).toBe(true);
  });

  it("keeps every line inside, and the end of what has too many", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z/ ]{1,120}$/),
        fc.integer({ min: 60, max: 300 }),
        (name, width) => {
          const lines = fitName(name, width, 13, { most: 2 });
          expect(lines.length).toBeLessThanOrEqual(2);
          for (const line of lines) expect(textWidth(line, 13)).toBeLessThanOrEqual(width);
          expect(name.trim().endsWith((lines.at(-1) ?? "").slice(-1).trim())).toBe(true);
        },
      ),
      { seed: 8 },
    );
  });
});

describe("placeRuleLabels", () => {
  it("keeps names inside, in rows of their own, off the rules that pass them", () => {
    const bounds = { left: -70, right: 560 };
    const places = fc.tuple(fc.integer({ min: 0, max: 480 }), fc.integer({ min: 0, max: 480 }));
    fc.assert(
      fc.property(places, (at) => {
        const names = at
          .toSorted((a, b) => a - b)
          .map((x, i) => ({
            x,
            text: i === 0 ? "safe limit 250 users" : "breaking point 307 (271–341)",
          }));
        const placed = placeRuleLabels(names, bounds, 13);
        expect(placed.map(({ row }) => row).toSorted()).toEqual([0, 1]);
        placed.forEach(({ left, row }, i) => {
          const right = left + textWidth(names[i]?.text ?? "", 13, true);
          expect(left).toBeGreaterThanOrEqual(bounds.left);
          expect(right).toBeLessThanOrEqual(bounds.right);
          names.forEach(({ x }, other) => {
            if ((placed[other]?.row ?? 0) <= row) return;
            expect(x > left && x < right, `rule at ${x} through ${left} to ${right}`).toBe(false);
          });
        });
      }),
      { seed: 9 },
    );
  });
});

describe("freePlace", () => {
  it("stays in the plot and covers nothing where there is room", () => {
    const plot = { width: 400, height: 200 };
    const note = { width: 90, height: 30 };
    const points = fc.record({
      x: fc.integer({ min: 0, max: 400 }),
      y: fc.integer({ min: 0, max: 200 }),
    });
    fc.assert(
      fc.property(points, ({ x, y }) => {
        const obstacles = [markObstacle(x, y, 10), { left: 0, right: 400, top: y, bottom: y }];
        const { left, top } = freePlace(note, { x, y }, obstacles, plot);
        expect(left >= 0 && left + note.width <= plot.width).toBe(true);
        expect(top >= 0 && top + note.height <= plot.height).toBe(true);
        expect(top > y || top + note.height < y).toBe(true);
      }),
      { seed: 10 },
    );
  });
});

describe("placeNames", () => {
  const plot = { width: 240, height: 200 };
  const level = (y: number) => [
    { x: 0, y },
    { x: 240, y },
  ];
  const apart = (
    a: { left: number; top: number; right: number; bottom: number },
    b: { left: number; top: number; right: number; bottom: number },
  ) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

  it("stands above the right end of its line, where all is free", () => {
    expect(placeNames([{ width: 100, height: 16, line: level(120) }], [], plot)).toEqual([
      { left: 140, top: 101, right: 240, bottom: 117 },
    ]);
  });

  it("goes along its line from what would be covered, and below it at the top of the plot", () => {
    const curve = { left: 130, right: 240, top: 60, bottom: 118 };
    const [beside] = placeNames([{ width: 100, height: 16, line: level(120) }], [curve], plot);
    expect(beside?.top).toBeGreaterThan(101);
    expect(apart({ left: 0, top: 0, right: 0, bottom: 0, ...beside }, curve)).toBe(true);
    const [below] = placeNames([{ width: 100, height: 16, line: level(4) }], [], plot);
    expect(below?.top).toBe(7);
  });

  it("never stands a name behind the line of another: it would be read as that one's", () => {
    // A curve covers all that is near the upper line; below the lower one all is free.
    const curve = { left: 0, right: 240, top: 40, bottom: 96, cost: 0.2 };
    const [upper] = placeNames(
      [
        { width: 100, height: 16, line: level(60) },
        { width: 100, height: 16, line: level(100) },
      ],
      [curve],
      plot,
    );
    expect(upper?.bottom).toBeLessThan(100);
  });

  it("keeps names in the plot, apart, and off all lines that leave a place free", () => {
    const lines = fc.array(fc.integer({ min: 25, max: 175 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 200 }), (heights, end) => {
        const names = heights.map((y) => ({ width: 90, height: 16, line: level(y) }));
        const steep = Array.from({ length: 49 }, (_, i) => {
          return { x: 5 * i, y: 200 + ((end - 200) * i) / 48 };
        });
        const rise = lineObstacles(steep);
        const placed = placeNames([...names, { width: 30, height: 16, line: steep }], rise, plot);
        placed.forEach((box, i) => {
          expect(box.left >= 0 && box.right <= 240).toBe(true);
          expect(box.top >= 0 && box.bottom <= 200).toBe(true);
          for (const other of placed.slice(i + 1)) expect(apart(box, other)).toBe(true);
          // A third of the height is free of lines, wherever three of them lie.
          for (const y of heights)
            expect(apart(box, { left: 0, right: 240, top: y, bottom: y + 0.1 })).toBe(true);
          for (const piece of rise) expect(apart(box, piece)).toBe(true);
        });
      }),
      { seed: 11 },
    );
  });
});
