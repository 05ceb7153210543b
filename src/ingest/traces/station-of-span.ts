/** Where the time of a span is spent that is not spent in its children. */
import { cleanText } from "../campaign-csv.ts";
import { attributeOf, type Span } from "./span.ts";

export interface SpanStation {
  readonly name: string;
  /** service: of the system itself; external: seen from outside only; network: between two services. */
  readonly kind: "service" | "database" | "external" | "network";
}

/** @param calls whether some child of the span is of another service */
export function stationOfSpan(span: Span, calls: boolean): SpanStation {
  const system = attributeOf(span, "db.system.name", "db.system", "db.type");
  if (system !== "") {
    const name = attributeOf(span, "db.namespace", "db.name", "db.instance");
    return { name: cleanText(name === "" ? system : `${system} ${name}`), kind: "database" };
  }
  if (span.kind !== "client" && span.kind !== "producer") {
    return { name: cleanText(span.service), kind: "service" };
  }
  if (calls) return { name: "network", kind: "network" };
  const peer = attributeOf(
    span,
    "peer.service",
    "messaging.system",
    "server.address",
    "net.peer.name",
    "http.host",
  );
  return peer === ""
    ? { name: cleanText(span.service), kind: "service" }
    : { name: cleanText(peer), kind: "external" };
}
