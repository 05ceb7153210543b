import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What became of a mutant. */
export interface JudgedMutant {
  readonly key: string;
  readonly of: string;
  readonly file: string;
  readonly line: number;
  readonly mutator: string;
  readonly before: string;
  readonly after: string;
  /** The test that failed, "endless" where the program did not come back, null where none did. */
  readonly by: string | null;
  /** Test files that were run. */
  readonly ran: number;
}

export function resultsFile(root: string): string {
  return join(root, "docs/mutation-study/mutants.jsonl");
}

/** All that were judged, each as it was judged last. */
export function readJudged(root: string): readonly JudgedMutant[] {
  const path = resultsFile(root);
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  const all = lines.map((line): JudgedMutant => JSON.parse(line));
  return [...new Map(all.map((one) => [one.key, one])).values()];
}
