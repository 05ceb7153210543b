import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importResults } from "../import-results.ts";
import {
  jaegerTraces,
  type MadeSpan,
  otlpTraces,
  shopRequests,
} from "../testing/synthetic-traces.ts";
import { readTraces } from "./read-traces.ts";
import type { TraceProfile } from "./trace-profile.ts";

const profileOf = (...files: Parameters<typeof readTraces>[0]): TraceProfile => {
  const { profile, problems } = readTraces(files);
  if (profile === null) throw new Error(JSON.stringify(problems));
  return profile;
};

const files = [otlpTraces(shopRequests), jaegerTraces(shopRequests)];

describe.each(files)("readTraces of $name", (file) => {
  const profile = profileOf(file);
  const work = (station: string, endpoint: string) =>
    profile.stations
      .find(({ name }) => name === station)
      ?.work.find((one) => one.endpoint === endpoint);

  it("finds the endpoints as load tests name them, with their mix and failures", () => {
    expect(
      profile.endpoints.map(({ name, requests, failures }) => [name, requests, failures]),
    ).toEqual([
      ["GET /goals/{id}", 3, 0],
      ["POST /buy/{id}", 1, 1],
    ]);
    // 20 + 30 + 30 + 5 + 10 ms; the mail is sent afterwards.
    expect(profile.endpoints[0]?.mean).toBeCloseTo(0.095, 9);
    expect(profile).toMatchObject({ requests: 4, incomplete: 0, afterwards: 3 });
    expect(profile.window).toBeCloseTo(1.5, 9);
  });

  it("finds stations, visits per request and the own time of a visit", () => {
    expect(profile.stations.map(({ name, kind, entry }) => [name, kind, entry])).toEqual([
      ["postgresql shop", "database", false],
      ["api", "service", true],
      ["bank", "external", false],
      ["search", "service", false],
      ["network", "network", false],
    ]);
    expect(work("postgresql shop", "GET /goals/{id}")).toMatchObject({ visits: 2, spans: 6 });
    expect(work("postgresql shop", "GET /goals/{id}")?.demand).toBeCloseTo(0.03, 9);
    expect(work("postgresql shop", "POST /buy/{id}")?.demand).toBeCloseTo(0.06, 9);
    expect(work("api", "GET /goals/{id}")).toMatchObject({ visits: 1 });
    expect(work("api", "GET /goals/{id}")?.demand).toBeCloseTo(0.02, 8);
    expect(work("network", "GET /goals/{id}")?.demand).toBeCloseTo(0.005, 8);
    expect(work("bank", "POST /buy/{id}")?.demand).toBeCloseTo(0.1, 9);
    expect(work("search", "POST /buy/{id}")).toBeUndefined();
  });
});

describe("readTraces", () => {
  it("leaves other files alone, and refuses traces as a load test with advice", () => {
    const other = { name: "u50_stats.csv", text: "Type,Name,Request Count\n" };
    expect(readTraces([other])).toEqual({ profile: null, files: [], problems: [] });
    const { problems } = importResults(files);
    expect(problems.map(({ hint }) => hint)).toEqual(
      Array(2).fill(expect.stringMatching(/headroom init/)),
    );
  });

  it("counts traces without a root, and says when there is no other", () => {
    const [whole = "", ...lines] = otlpTraces(shopRequests).text.split("\n");
    const orphan = whole.replace('"parentSpanId":""', '"parentSpanId":"00000000000000ff"');
    const twice = orphan.replaceAll('"spanId":"0', '"spanId":"f');
    const text = [`${orphan}`, twice, ...lines].join("\n");
    expect(profileOf({ name: "t.json", text })).toMatchObject({ requests: 3, incomplete: 1 });
    const afterwards = { service: "m", name: "m", kind: "consumer", own: 5 } as const;
    expect(readTraces([otlpTraces([afterwards])])).toMatchObject({
      profile: null,
      problems: [{ message: "no trace in the file begins with a request" }],
    });
  });

  it("reads one export as Jaeger's newer API and Tempo wrap it", () => {
    const { text, name } = otlpTraces(shopRequests);
    const resourceSpans = text
      .trim()
      .split("\n")
      .flatMap((line) => JSON.parse(line).resourceSpans);
    const wrapped = [
      { resourceSpans },
      { result: { resourceSpans } },
      { trace: { resourceSpans } },
      { batches: resourceSpans },
    ];
    for (const one of wrapped) {
      expect(profileOf({ name, text: JSON.stringify(one) })).toMatchObject({ requests: 4 });
    }
  });

  it("reads what was not cut off of a file of lines", () => {
    const { text, name } = otlpTraces(shopRequests);
    expect(profileOf({ name, text: text.slice(0, -200) }).requests).toBeGreaterThan(0);
  });

  it("adds up what runs side by side to more than the answer took", () => {
    const api = { service: "api", name: "x", kind: "internal" } as const;
    const one = otlpTraces([{ ...api, own: 10, parts: [{ ...api, own: 90 }] }]);
    const made = JSON.parse(one.text);
    const { spans } = made.resourceSpans[0].scopeSpans[0];
    spans.push({ ...spans[1], spanId: "00000000000000ee" });
    const both = JSON.stringify(made);
    const profile = profileOf({ name: "t.json", text: both });
    // Two parts of 90 ms at once in 100 ms: the own times are 10 + 90 + 90.
    expect(profile.overlap).toBeCloseTo(0.9, 6);
  });

  const leaf = fc.record({
    service: fc.constantFrom("a", "b", "c"),
    name: fc.constantFrom("x", "y"),
    kind: fc.constantFrom("server" as const, "client" as const, "internal" as const),
    own: fc.integer({ min: 1, max: 100 }),
  });
  const tree = (depth: number): fc.Arbitrary<MadeSpan> =>
    depth === 0
      ? leaf
      : fc
          .tuple(leaf, fc.array(tree(depth - 1), { maxLength: 3 }))
          .map(([span, parts]) => ({ ...span, parts }));

  it("accounts for every millisecond of what ran one after the other, alike in both formats", () => {
    const request = tree(3).map((one) => ({ ...one, kind: "server" as const }));
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 4 }), (requests) => {
        const [otlp, jaeger] = [profileOf(otlpTraces(requests)), profileOf(jaegerTraces(requests))];
        const answers = otlp.endpoints.reduce((sum, one) => sum + one.requests * one.mean, 0);
        const own = otlp.stations.reduce(
          (sum, { work }) =>
            work.reduce((all, { endpoint, visits, demand }) => {
              const n = otlp.endpoints.find(({ name }) => name === endpoint)?.requests ?? 0;
              return all + n * visits * demand;
            }, sum),
          0,
        );
        expect(own).toBeCloseTo(answers, 6);
        expect(otlp.overlap).toBeLessThan(1e-6);
        expect(jaeger.stations.map(({ name }) => name).sort()).toEqual(
          otlp.stations.map(({ name }) => name).sort(),
        );
        expect(jaeger.endpoints.map(({ name, requests: n }) => [name, n])).toEqual(
          otlp.endpoints.map(({ name, requests: n }) => [name, n]),
        );
      }),
      { numRuns: 100 },
    );
  });
});
