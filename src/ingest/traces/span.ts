/** One timed piece of the work for a request, as tracing records it: of OpenTelemetry or Jaeger. */
import type { Seconds } from "../../units.ts";

export type SpanKind = "server" | "client" | "producer" | "consumer" | "internal";

export interface Span {
  readonly trace: string;
  readonly id: string;
  /** Of the span that it is part of; "" at the root. */
  readonly parent: string;
  readonly service: string;
  readonly name: string;
  readonly kind: SpanKind;
  /** Seconds since `EPOCH`. */
  readonly start: Seconds;
  readonly duration: Seconds;
  readonly attributes: ReadonlyMap<string, string>;
  readonly failed: boolean;
}

/** Unix seconds of 2025: a double holds nanoseconds since then, and only microseconds since 1970. */
export const EPOCH = 1_735_689_600;

/** The first of several names of an attribute that has a value; conventions renamed them over time. */
export function attributeOf({ attributes }: Span, ...names: readonly string[]): string {
  for (const name of names) {
    const value = attributes.get(name);
    if (value !== undefined && value !== "") return value;
  }
  return "";
}
