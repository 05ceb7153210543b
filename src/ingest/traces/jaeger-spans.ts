/**
 * Jaeger's JSON (`/api/traces`, "Download JSON" of its page): `data[].spans` with microseconds, tags and
 * references; services stand in `processes`. A reference FOLLOWS_FROM is not waited for.
 *
 * Source: jaegertracing/jaeger, model/json/model.go.
 */
import { at, listAt, numberAt, parseJson, textAt } from "../formats/text/json-value.ts";
import type { SourceText } from "../imported-run.ts";
import type { Parsed } from "../problem.ts";
import { EPOCH, type Span, type SpanKind } from "./span.ts";

const kinds: readonly SpanKind[] = ["server", "client", "producer", "consumer"];

export function jaegerSpans(file: SourceText): Parsed<readonly Span[]> {
  const json = parseJson(file.name, file.text);
  if (!json.ok) return json;
  const traces =
    at(json.value, "data") === undefined ? [json.value].flat() : listAt(json.value, "data");
  return {
    ok: true,
    value: traces.flatMap((trace) =>
      listAt(trace, "spans").flatMap((span) => spanOf(span, trace) ?? []),
    ),
  };
}

function spanOf(span: unknown, trace: unknown): Span | undefined {
  const [start, duration] = [numberAt(span, "startTime"), numberAt(span, "duration")];
  const [traceId, id] = [textAt(span, "traceID"), textAt(span, "spanID")];
  if (start === undefined || duration === undefined || traceId === "" || id === "")
    return undefined;
  const owner = at(span, "process") ?? at(trace, "processes", textAt(span, "processID"));
  const attributes = new Map(
    listAt(span, "tags").map((tag) => {
      const value = at(tag, "value");
      return [
        textAt(tag, "key"),
        typeof value === "boolean" ? String(value) : textAt(value),
      ] as const;
    }),
  );
  const references = listAt(span, "references");
  const awaited = references.find((one) => textAt(one, "refType") !== "FOLLOWS_FROM");
  const parent = textAt(awaited, "spanID") || textAt(span, "parentSpanID");
  const after = awaited === undefined && references.length > 0;
  const kind = kinds.find((one) => one === attributes.get("span.kind"));
  return {
    trace: traceId,
    id,
    parent: after ? textAt(references[0], "spanID") : parent,
    service: textAt(owner, "serviceName") || "unknown service",
    name: textAt(span, "operationName"),
    // What only follows is done after the answer, as a consumer's work is.
    kind: after ? "consumer" : (kind ?? "internal"),
    start: (start - EPOCH * 1e6) / 1e6,
    duration: duration / 1e6,
    attributes,
    failed: attributes.get("error") === "true" || attributes.get("otel.status_code") === "ERROR",
  };
}
