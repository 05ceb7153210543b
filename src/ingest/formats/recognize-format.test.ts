import { describe, expect, it } from "vitest";
import * as files from "../testing/synthetic-files.ts";
import { recognizeFormat } from "./recognize-format.ts";

describe("recognizeFormat", () => {
  it.each([
    ["locust-stats", files.locustStats],
    ["locust-stats", files.locustOldRequests],
    ["locust-distribution", files.locustOldDistribution],
    ["locust-history", files.locustHistory],
    ["locust-failures", files.locustFailures],
    ["locust-exceptions", files.locustExceptions],
    ["locust-json", files.locustJson],
    ["locust-html", files.locustHtml],
    ["locust-workers", files.locustWorkers],
    ["locust-requests", files.locustRequestLog],
    ["k6-summary", files.k6SummaryExport],
    ["k6-summary", files.k6MachineSummary],
    ["k6-points", files.k6Points],
    ["k6-csv", files.k6Csv],
    ["jmeter-csv", files.jmeterCsv],
    ["jmeter-csv", files.jmeterHeadless],
    ["jmeter-csv", files.jmeterRedirect],
    ["jmeter-xml", files.jmeterXml],
    ["jmeter-statistics", files.jmeterStatistics],
    ["jmeter-aggregate", files.jmeterAggregate],
    ["gatling-stats", files.gatlingStats],
    ["gatling-log", files.gatlingLog],
    ["artillery", files.artilleryOne],
    ["wrk", files.wrk2],
    ["vegeta-json", files.vegetaJson],
    ["vegeta-text", files.vegetaText],
    ["vegeta-csv", files.vegetaCsv],
    ["hey-csv", files.heyCsv],
    ["hey-text", files.heyText],
    ["ab", files.ab],
    ["autocannon", files.autocannon],
    ["oha-json", files.ohaJson],
    ["oha-text", files.ohaText],
    ["siege", files.siege],
    ["siege-log", files.siegeLog],
    ["fortio", files.fortio],
    ["taurus-csv", files.taurusCsv],
    ["taurus-xml", files.taurusXml],
    ["pgbench", files.pgbench],
    ["sysbench", files.sysbenchHalf],
    ["prometheus", files.prometheus],
    ["otlp", files.otlp],
  ])("knows %s by its content", (format, file) => expect(recognizeFormat(file.text)).toBe(format));

  it("does not take the history of Locust 0.14 for totals", () => {
    const header = '"Type","Name","Timestamp","# requests","# failures","Requests/s"';
    expect(recognizeFormat(`${header}\n"None","Aggregated","1",1,0,1\n`)).toBe("locust-history");
  });

  it("tells binary files and empty ones", () => {
    expect(recognizeFormat("\0\0\0\0\u00063.14.3")).toBe("gatling-binary");
    // A font of a report's page begins with a zero too.
    expect(recognizeFormat("\0\u0001\0\0\0\u000fGDEF")).toBe("unknown");
    expect(recognizeFormat("\u001f\u008b\b")).toBe("gzip");
    expect(recognizeFormat("PK\u0003\u0004")).toBe("zip");
    expect(recognizeFormat("PAR1")).toBe("parquet");
    expect(recognizeFormat("")).toBe("empty");
    expect(recognizeFormat('{"a": 1}')).toBe("unknown");
    expect(recognizeFormat("time,cpu\n1,2\n")).toBe("unknown");
  });
});
