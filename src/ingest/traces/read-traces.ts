/** Traces among the files that were given, put together into one profile. */
import { recognizeFormat } from "../formats/recognize-format.ts";
import { refused } from "../formats/rejections.ts";
import type { SourceText } from "../imported-run.ts";
import type { Parsed, Problem } from "../problem.ts";
import { jaegerSpans } from "./jaeger-spans.ts";
import { otlpSpans } from "./otlp-spans.ts";
import type { Span } from "./span.ts";
import { type TraceProfile, traceProfile } from "./trace-profile.ts";

const readers: Readonly<Record<string, (file: SourceText) => Parsed<readonly Span[]>>> = {
  "otlp-traces": otlpSpans,
  "jaeger-traces": jaegerSpans,
};

export interface ReadTraces {
  /** Null where no file holds a traced request. */
  readonly profile: TraceProfile | null;
  /** Files that hold traces; the others are for somebody else to read. */
  readonly files: readonly SourceText[];
  /** Files of traces that could not be read, and why. */
  readonly problems: readonly Problem[];
}

export function readTraces(given: readonly SourceText[]): ReadTraces {
  const files = given.filter(({ text }) => Object.hasOwn(readers, recognizeFormat(text)));
  const problems: Problem[] = [];
  const spans = files.flatMap((file) => {
    const parsed = readers[recognizeFormat(file.text)]?.(file);
    if (parsed?.ok) return parsed.value;
    problems.push(...(parsed?.problems ?? []));
    return [];
  });
  const profile = traceProfile(spans);
  if (profile.requests > 0) return { profile, files, problems };
  for (const { name } of problems.length > 0 ? [] : files) {
    const hint = "export whole traces: each needs its root, the span that no other is above";
    problems.push(...refused(name, "no trace in the file begins with a request", hint).problems);
  }
  return { profile: null, files, problems };
}
