import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Instrumenter } from "@stryker-mutator/instrumenter";

/** One change of one place of a source file, as Stryker makes it. */
export interface Mutant {
  /** What it is known by: file, place, kind, and what stands there instead. */
  readonly key: string;
  readonly file: string;
  /** First letters of the SHA-256 of the file that it changes. */
  readonly of: string;
  readonly line: number;
  readonly mutator: string;
  readonly before: string;
  readonly after: string;
  /** The whole file with the change. */
  readonly text: string;
}

const silent = () => {};
const quiet = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

/** Every mutant of a source file by Stryker's usual mutators, in the order of their places. */
export async function mutantsOf(root: string, file: string): Promise<readonly Mutant[]> {
  const content = readFileSync(`${root}/${file}`, "utf8");
  const of = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const starts = lineStarts(content);
  const { mutants } = await new Instrumenter(quiet).instrument(
    [{ name: file, mutate: true, content }],
    { plugins: null, excludedMutations: [], ignorers: [], noHeader: true },
  );
  return mutants.map(({ location: { start, end }, mutatorName, replacement }) => {
    const from = (starts[start.line] ?? 0) + start.column;
    const to = (starts[end.line] ?? 0) + end.column;
    const after = replacement ?? "";
    return {
      key: `${file}:${start.line + 1}:${start.column} ${mutatorName} ${digest(content.slice(from, to) + after)}`,
      file,
      of,
      line: start.line + 1,
      mutator: mutatorName,
      before: content.slice(from, to),
      after,
      text: content.slice(0, from) + after + content.slice(to),
    };
  });
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 6);

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}
