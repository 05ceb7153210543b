/**
 * Traces made up for the tests, of a shop that is known to the millisecond: a request to the API (20 ms of
 * its own) makes two queries (30 ms each) and waits for the search service (10 ms, and 5 ms on the way).
 */
import type { SourceText } from "../imported-run.ts";

/** A span of a request, its parts one after the other after its own work, and then the next. */
export interface MadeSpan {
  readonly service: string;
  readonly name: string;
  readonly kind: "server" | "client" | "internal" | "consumer";
  /** Its own time, milliseconds. */
  readonly own: number;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly failed?: boolean;
  readonly parts?: readonly MadeSpan[];
}

interface Placed {
  readonly span: MadeSpan;
  readonly id: string;
  readonly parent: string;
  /** Milliseconds. */
  readonly start: number;
  readonly duration: number;
}

/** Whole milliseconds, as long as own times are. */
function placed(
  span: MadeSpan,
  start: number,
  parent: string,
  ids: () => string,
): readonly Placed[] {
  const id = ids();
  const below: Placed[] = [];
  let at = start + span.own;
  for (const part of span.parts ?? []) {
    const list = placed(part, at, id, ids);
    below.push(...list);
    // What nobody waits for takes no time of the request.
    if (part.kind !== "consumer") at += list[0]?.duration ?? 0;
  }
  return [{ span, id, parent, start, duration: at - start }, ...below];
}

function all(requests: readonly MadeSpan[]): readonly (readonly Placed[])[] {
  let last = 0;
  const ids = () => (++last).toString(16).padStart(16, "0");
  return requests.map((request, i) => placed(request, 1_767_225_600_000 + 500 * i, "", ids));
}

const traceId = (i: number) => (i + 1).toString(16).padStart(32, "0");

/** One export a line, a line for each service of each trace, as collectors batch them. */
export function otlpTraces(requests: readonly MadeSpan[]): SourceText {
  const kinds = { internal: 1, server: 2, client: 3, consumer: 5 };
  const lines = all(requests).flatMap((trace, i) => {
    const services = [...new Set(trace.map(({ span }) => span.service))];
    return services.map((service) => {
      const attributes = [{ key: "service.name", value: { stringValue: service } }];
      const spans = trace
        .filter(({ span }) => span.service === service)
        .map(({ span, id, parent, start, duration }) => ({
          ...{ traceId: traceId(i), spanId: id, parentSpanId: parent, name: span.name },
          kind: kinds[span.kind],
          startTimeUnixNano: `${start}000000`,
          endTimeUnixNano: `${start + duration}000000`,
          attributes: Object.entries(span.attributes ?? {}).map(([key, value]) => {
            return { key, value: { stringValue: value } };
          }),
          status: span.failed ? { code: 2 } : {},
        }));
      return JSON.stringify({
        resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }],
      });
    });
  });
  return { name: "traces.json", text: `${lines.join("\n")}\n` };
}

/** As `/api/traces` answers. */
export function jaegerTraces(requests: readonly MadeSpan[]): SourceText {
  const data = all(requests).map((trace, i) => {
    const services = [...new Set(trace.map(({ span }) => span.service))];
    const process = (service: string) => `p${services.indexOf(service) + 1}`;
    const spans = trace.map(({ span, id, parent, start, duration }) => ({
      ...{ traceID: traceId(i), spanID: id, operationName: span.name },
      references:
        parent === ""
          ? []
          : [
              {
                refType: span.kind === "consumer" ? "FOLLOWS_FROM" : "CHILD_OF",
                ...{ traceID: traceId(i), spanID: parent },
              },
            ],
      ...{ startTime: start * 1000, duration: duration * 1000, processID: process(span.service) },
      tags: [
        { key: "span.kind", type: "string", value: span.kind },
        ...(span.failed ? [{ key: "error", type: "bool", value: true }] : []),
        ...Object.entries(span.attributes ?? {}).map(([key, value]) => {
          return { key, type: "string", value };
        }),
      ],
    }));
    const processes = services.map((serviceName) => [process(serviceName), { serviceName }]);
    return { traceID: traceId(i), spans, processes: Object.fromEntries(processes) };
  });
  return { name: "jaeger.json", text: JSON.stringify({ data, total: 0 }, null, 1) };
}

const query = (own: number): MadeSpan => ({
  ...{ service: "api", name: "SELECT", kind: "client", own },
  attributes: { "db.system": "postgresql", "db.name": "shop" },
});

export const goalRequest: MadeSpan = {
  ...{ service: "api", name: "GET", kind: "server", own: 20 },
  attributes: { "http.request.method": "GET", "http.route": "/goals/{id}" },
  parts: [
    query(30),
    query(30),
    {
      ...{ service: "api", name: "GET search", kind: "client", own: 5 },
      parts: [{ service: "search", name: "GET /find", kind: "server", own: 10 }],
    },
    { service: "mailer", name: "mail", kind: "consumer", own: 400 },
  ],
};

export const buyRequest: MadeSpan = {
  ...{ service: "api", name: "POST", kind: "server", own: 40, failed: true },
  attributes: { "http.method": "POST", "http.target": "/buy/1234?now=1" },
  parts: [
    query(60),
    {
      ...{ service: "api", name: "charge", kind: "client", own: 100 },
      attributes: { "peer.service": "bank" },
    },
  ],
};

export const shopRequests: readonly MadeSpan[] = [
  goalRequest,
  goalRequest,
  goalRequest,
  buyRequest,
];
