import { readFileSync } from "node:fs";
import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { textWidth } from "../charts/places/text-width.ts";
import { chartFonts } from "./chart-fonts.ts";
import { readFontWidths } from "./font-widths.ts";

const { regular, bold } = chartFonts();

/** Width of n equal characters as resvg 2.6.2 draws them, less the ink of the first. */
function drawnWidth(file: string, weight: string, character: string, count: number): number {
  const box = (text: string) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9999" height="200"><text x="50" y="120" font-size="100" font-family="DejaVu Sans" font-weight="${weight}">${text}</text></svg>`;
    const font = { loadSystemFonts: false, fontFiles: [file], defaultFontFamily: "DejaVu Sans" };
    return new Resvg(svg, { font }).innerBBox()?.width ?? 0;
  };
  return (box(character.repeat(count + 1)) - box(character)) / 100;
}

describe("readFontWidths", () => {
  // Box edges are whole pixels at 100 pixels an em: 2 edges over 40 characters.
  const PIXEL = 2 / 100;

  it.each(["H", "0", "m", "−", "é", "→"])("agrees with resvg on 40 times %s", (character) => {
    for (const [file, weight] of [
      [regular, "normal"],
      [bold, "bold"],
    ] as const) {
      const width = readFontWidths(readFileSync(file)).width(character.repeat(40));
      expect(Math.abs(width - drawnWidth(file, weight, character, 40))).toBeLessThanOrEqual(PIXEL);
    }
  });

  it("says of ASCII what the table of the charts says, to a thousandth of the font size", () => {
    for (const [file, isBold] of [
      [regular, false],
      [bold, true],
    ] as const) {
      const { width } = readFontWidths(readFileSync(file));
      for (let code = 32; code < 127; code++) {
        const character = String.fromCharCode(code);
        expect(Math.abs(width(character) - textWidth(character, 1, isBold))).toBeLessThan(0.00051);
      }
      // Everything else that charts use is no wider than it is counted.
      for (const character of "–×→“”…±≥≤▲▼⊘÷⁻⁰⁹−") {
        const counted = character === "…" ? 1 : textWidth(character, 1, isBold);
        expect(width(character)).toBeLessThanOrEqual(counted + 1e-3);
      }
    }
  });

  it("gives an empty text no width and adds up over the characters", () => {
    const { width } = readFontWidths(readFileSync(regular));
    expect(width("")).toBe(0);
    expect(width("users 1")).toBeCloseTo(
      [..."users 1"].reduce((sum, one) => sum + width(one), 0),
      12,
    );
  });

  it("gives a character that the font lacks the width of its missing glyph", () => {
    const { width } = readFontWidths(readFileSync(regular));
    expect(width("\u{1F600}")).toBe(width("\u{10FFFF}"));
    expect(width("\u{1F600}")).toBeGreaterThan(0);
  });

  it("refuses bytes that are no font", () => {
    expect(() => readFontWidths(new Uint8Array(64))).toThrow("font must have a table head");
  });
});
