import { wilsonInterval } from "../../src/stats/wilson-interval.ts";
import { markdownTable } from "../markdown-table.ts";
import type { JudgedMutant } from "./judged-mutants.ts";

/** Half the width of a 90 % interval of the standard normal law. */
const HALF_WIDTH = 1.645;

/** Scores by folder, and of all: folders weighted by the number of their mutants. */
export function scoreTable(
  sizes: ReadonlyMap<string, number>,
  judged: readonly JudgedMutant[],
  folderOf: (file: string) => string,
): string {
  const strata = [...sizes].map(([folder, size]) => {
    const own = judged.filter(({ file }) => folderOf(file) === folder);
    return { folder, size, tried: own.length, killed: own.filter(({ by }) => by !== null).length };
  });
  const rows = strata.map(({ folder, size, tried, killed }) => [
    folder,
    String(size),
    String(tried),
    String(killed),
    tried === 0 ? "–" : `${percent(killed / tried)} ${range(wilsonInterval(killed, tried))}`,
  ]);
  return markdownTable(
    ["folder", "mutants", "tried", "killed", "score, 90 % interval"],
    [...rows, overall(strata)],
  );
}

/** What no test noticed, by file and line. */
export function survivorTable(judged: readonly JudgedMutant[]): string {
  const rows = judged
    .filter(({ by }) => by === null)
    .toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
    .map(({ file, line, before, after, ran }) => [
      `${file}:${line}`,
      `\`${before}\``,
      after === "" ? "nothing" : `\`${after}\``,
      String(ran),
    ]);
  return markdownTable(["survived", "what stood there", "instead", "test files run"], rows);
}

/** Of a stratified sample; each stratum's variance with one kill and one survivor more. */
function overall(
  strata: readonly { readonly size: number; readonly tried: number; readonly killed: number }[],
): readonly string[] {
  const seen = strata.filter(({ tried }) => tried > 0);
  const all = seen.reduce((sum, { size }) => sum + size, 0);
  const share = seen.reduce(
    (sum, { size, tried, killed }) => sum + ((size / all) * killed) / tried,
    0,
  );
  const variance = seen.reduce((sum, { size, tried, killed }) => {
    const p = (killed + 1) / (tried + 2);
    return sum + ((size / all) ** 2 * p * (1 - p)) / tried;
  }, 0);
  const half = HALF_WIDTH * Math.sqrt(variance);
  const total = (pick: "size" | "tried" | "killed") =>
    String(strata.reduce((sum, one) => sum + one[pick], 0));
  const shown = `${percent(share)} ${range({ low: Math.max(0, share - half), high: Math.min(1, share + half) })}`;
  return ["all, weighted", total("size"), total("tried"), total("killed"), shown];
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
const range = ({ low, high }: { readonly low: number; readonly high: number }) =>
  `(${Math.round(100 * low)}–${Math.round(100 * high)})`;
