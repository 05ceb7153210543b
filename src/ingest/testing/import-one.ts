import { importResults } from "../import-results.ts";
import type { ImportedLevel, ImportedRun, ImportOptions, SourceText } from "../imported-run.ts";

/** The only run of a file; fails the test when there is none or more than one. */
export function importOne(
  file: SourceText,
  options: ImportOptions = {},
): ImportedRun & { readonly level: ImportedLevel } {
  const { runs, problems } = importResults([file], options);
  const [run, ...others] = runs;
  const level = run?.levels[0];
  if (!run || !level || others.length > 0) {
    throw new Error(
      `expected one run of ${file.name}, got ${runs.length}: ${JSON.stringify(problems)}`,
    );
  }
  return { ...run, level };
}

/** Why a file was refused, all reasons in one line. */
export function refusalOf(file: SourceText): string {
  const { runs, problems } = importResults([file]);
  if (runs.length > 0) throw new Error(`${file.name} was not refused`);
  return problems.map(({ message, hint }) => `${message}; ${hint}`).join(" / ");
}

export const codesOf = (run: ImportedRun) => run.findings.map((finding) => finding.code);
