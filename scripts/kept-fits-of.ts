/**
 * Fits that a study keeps in a folder of yours from one run to the next, by system: under all code that
 * they come about by, so that a change of it makes them anew.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type HypothesisFits, keptFits } from "../src/calibration/hypothesis-fits.ts";
import { keptFitsOf } from "../src/io/kept-fits.ts";

/** The rooms whose code fits come about by. */
const rooms = ["calibration", "measurement", "platform", "planning/fit", "random", "stats"];

/** @param folder null: nothing is kept */
export function keptFitsOfSystem(
  folder: string | null,
  system: string,
): { readonly fits?: HypothesisFits } {
  if (folder === null) return {};
  const root = join(folder, system);
  mkdirSync(root, { recursive: true });
  const origin = { program: digestOfCode(), measurements: {}, models: {} };
  return { fits: keptFits(keptFitsOf(root), origin) };
}

const isCode = (path: string) => /(?<!test)\.ts$/.test(path) && !path.includes("testing/");

function digestOfCode(): string {
  const program = createHash("sha256");
  for (const room of rooms) {
    const at = new URL(`../src/${room}/`, import.meta.url);
    for (const path of readdirSync(at, { recursive: true, encoding: "utf8" }).sort()) {
      if (isCode(path)) program.update(readFileSync(new URL(path, at)));
    }
  }
  return program.digest("hex");
}
