import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The font files that charts are measured and drawn with; the same on every machine. */
export interface ChartFonts {
  readonly regular: string;
  readonly bold: string;
  readonly italic: string;
}

/** Paths of DejaVu Sans in the package `dejavu-fonts-ttf`. */
export function chartFonts(): ChartFonts {
  const home = dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json"));
  const file = (name: string) => join(home, "ttf", name);
  return {
    regular: file("DejaVuSans.ttf"),
    bold: file("DejaVuSans-Bold.ttf"),
    italic: file("DejaVuSans-Oblique.ttf"),
  };
}
