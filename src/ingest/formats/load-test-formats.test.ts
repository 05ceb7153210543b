import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { syntheticFiles } from "../testing/synthetic-files.ts";
import { jaegerTraces, otlpTraces, shopRequests } from "../testing/synthetic-traces.ts";
import { syntheticVariants } from "../testing/synthetic-variants.ts";
import { formatNamed, formatNames, loadTestFormats } from "./load-test-formats.ts";
import { recognizeFormat } from "./recognize-format.ts";

const docs = readFileSync(new URL("../../../docs/formats.md", import.meta.url), "utf8");
const titles = docs.split("\n").flatMap((line) => /^\| (\S.*?) \|/.exec(line)?.[1] ?? []);
/** Each wants a file of its own content, which a text here would not show. */
const binary = [
  "empty",
  "gzip",
  "zip",
  "compressed",
  "parquet",
  "gatling-binary",
  "unknown",
  "web-page",
];

describe("the table of formats", () => {
  it("names each format once", () => {
    expect(new Set(formatNames).size).toBe(formatNames.length);
    expect(formatNamed("no such format").name).toBe("unknown");
  });

  it.each(loadTestFormats.filter(({ title }) => title !== ""))(
    "$name has its row in docs/formats.md",
    ({ title }) => expect(titles.some((cell) => cell.startsWith(title))).toBe(true),
  );

  it("has a made-up file for each, which its signs know", () => {
    const more = [
      "       Value     Percentile TotalCount 1/(1-Percentile)\n\n       1.0     0.5   10   2.0\n",
      "summary +  1234 in 00:00:30 =   41.1/s Avg:   120 Min:     5 Max:  2300 Err:     3 (0.24%)\n",
      "Percentage served,Time in ms\n0,9.123\n",
      "0 199 2241 0 1175850568 995998\n0 200 2465 0 1175850568 998079\n",
      "      Date & Time,  Trans,  Elap Time,  Data Trans,  Resp Time\n2026-11-30 03:00:00, 57, 60.00, 1, 0.04\n",
      '# HELP http_requests_total x\n# TYPE http_requests_total counter\nhttp_requests_total{code="200"} 5\n',
      `${"u50_stats.csv".padEnd(257, "\0")}ustar  \0`,
    ];
    const traces = [otlpTraces(shopRequests), jaegerTraces(shopRequests)];
    const texts = [...syntheticFiles, ...syntheticVariants, ...traces].map(({ text }) => text);
    const known = new Set([...texts, ...more].map(recognizeFormat));
    const missing = formatNames.filter((name) => !known.has(name) && !binary.includes(name));
    expect(missing).toEqual([]);
  });
});
