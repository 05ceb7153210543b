/**
 * OpenTelemetry traces in OTLP JSON: one export or, as the collector's file exporter writes them, one a
 * line. 64-bit times are strings; a span's kind and status are numbers, or names in some exports.
 *
 * Source: open-telemetry/opentelemetry-proto, trace.proto; OTLP specification 1.x.
 */
import { at, listAt, parseJson, textAt } from "../formats/text/json-value.ts";
import type { SourceText } from "../imported-run.ts";
import type { Parsed } from "../problem.ts";
import { EPOCH, type Span, type SpanKind } from "./span.ts";

const kinds: readonly SpanKind[] = [
  "internal",
  "internal",
  "server",
  "client",
  "producer",
  "consumer",
];

export function otlpSpans(file: SourceText): Parsed<readonly Span[]> {
  const whole = parseJson(file.name, file.text);
  if (whole.ok) return { ok: true, value: spansOf([whole.value].flat()) };
  const exports: unknown[] = [];
  for (const line of file.text.split("\n")) {
    if (line.trim() === "") continue;
    const one = parseJson(file.name, line);
    if (one.ok) exports.push(one.value);
  }
  // A last line may be cut off; a document that is broken is no line at all.
  return exports.length === 0 ? whole : { ok: true, value: spansOf(exports) };
}

function spansOf(exports: readonly unknown[]): readonly Span[] {
  return exports.flatMap((one) =>
    resourcesOf(one).flatMap((resource) => {
      const service = attributesOf(at(resource, "resource")).get("service.name") ?? "";
      return [...listAt(resource, "scopeSpans"), ...listAt(resource, "instrumentationLibrarySpans")]
        .flatMap((scope) => listAt(scope, "spans"))
        .flatMap((span) => spanOf(span, service) ?? []);
    }),
  );
}

/** Jaeger's newer API wraps an export in `result`, Tempo's in `trace`, its older one in `batches`. */
function resourcesOf(one: unknown): readonly unknown[] {
  return [
    ...listAt(one, "resourceSpans"),
    ...listAt(one, "result", "resourceSpans"),
    ...listAt(one, "trace", "resourceSpans"),
    ...listAt(one, "batches"),
  ];
}

function spanOf(span: unknown, service: string): Span | undefined {
  const [start, end] = [
    nanoseconds(span, "startTimeUnixNano"),
    nanoseconds(span, "endTimeUnixNano"),
  ];
  const [trace, id] = [textAt(span, "traceId"), textAt(span, "spanId")];
  if (start === undefined || end === undefined || end < start || trace === "" || id === "") {
    return undefined;
  }
  const parent = textAt(span, "parentSpanId");
  return {
    trace,
    id,
    parent: /^0*$/.test(parent) ? "" : parent,
    service: service || "unknown service",
    name: textAt(span, "name"),
    kind: kindOf(textAt(span, "kind")),
    start: Number(start - BigInt(EPOCH) * 1_000_000_000n) / 1e9,
    duration: Number(end - start) / 1e9,
    attributes: attributesOf(span),
    failed: /^(?:2|STATUS_CODE_ERROR)$/.test(textAt(span, "status", "code")),
  };
}

/** A double does not hold nanoseconds of today; their differences it does. */
function nanoseconds(span: unknown, key: string): bigint | undefined {
  const text = textAt(span, key);
  return /^\d{1,20}$/.test(text) ? BigInt(text) : undefined;
}

function kindOf(text: string): SpanKind {
  if (/^\d$/.test(text)) return kinds[Number(text)] ?? "internal";
  const name = text.replace(/^SPAN_KIND_/, "").toLowerCase();
  return kinds.find((kind) => kind === name) ?? "internal";
}

function attributesOf(holder: unknown): ReadonlyMap<string, string> {
  return new Map(
    listAt(holder, "attributes").map((one) => {
      const value = at(one, "value");
      const text = textAt(value, "stringValue") || textAt(value, "intValue");
      return [textAt(one, "key"), text || textAt(value, "doubleValue")] as const;
    }),
  );
}
