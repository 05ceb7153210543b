import { describe, expect, it } from "vitest";
import { importResults } from "../import-results.ts";

/** Reports of 2, 6 and 20 users who never pause, printed one behind the other by a loop. */
const loads = [
  { users: 2, rate: 32.5, mean: 0.0615 },
  { users: 6, rate: 80, mean: 0.075 },
  { users: 20, rate: 100, mean: 0.2 },
] as const;
type Load = (typeof loads)[number];

const seconds = (time: number) => `${time.toFixed(4)} secs`;
const counts = ({ rate }: Load) => rate * 60;

const hey = (tool: string, rank: (p: number) => string, extra: string) => (load: Load) =>
  [
    `$ ${tool} -z 60s -c ${load.users} http://shop/`,
    "",
    "Summary:",
    ...(extra === "" ? [] : [extra]),
    "  Total:\t60.0000 secs",
    `  Slowest:\t${seconds(load.mean * 3)}`,
    `  Average:\t${seconds(load.mean)}`,
    `  Requests/sec:\t${load.rate.toFixed(4)}`,
    "",
    "Response time histogram:",
    "Latency distribution:",
    `  ${rank(50)} in ${seconds(load.mean * 0.9)}`,
    `  ${rank(95)} in ${seconds(load.mean * 2)}`,
    "",
    "Status code distribution:",
    `  [200]\t${counts(load)} responses`,
    "",
  ].join("\n");

const k6 = (head: boolean, sections: boolean) => (load: Load) =>
  [
    ...(head
      ? [
          `     scenarios: (100.00%) 1 scenario, ${load.users} max VUs, 1m30s max duration`,
          `              * default: ${load.users} looping VUs for 1m0s (gracefulStop: 30s)`,
        ]
      : []),
    ...(sections ? ["  █ TOTAL RESULTS", ""] : []),
    "     data_received..................: 1.3 MB 22 kB/s",
    `     http_req_duration..............: avg=${load.mean * 1000}ms med=${load.mean * 900}ms max=${load.mean * 3000}ms p(90)=${load.mean * 1500}ms p(95)=${load.mean * 2000}ms`,
    `     http_req_failed................: 0.00% 0 out of ${counts(load)}`,
    `     http_reqs......................: ${counts(load)} ${load.rate}/s`,
    `     iteration_duration.............: avg=${load.mean * 1000}ms`,
    `     iterations.....................: ${counts(load)} ${load.rate}/s`,
    `     vus............................: ${load.users} min=${load.users} max=${load.users}`,
    ...(sections
      ? ["  █ GROUP: shop", `     http_req_duration..............: avg=1ms p(95)=2ms`]
      : []),
    "",
  ].join("\n");

const ab = (load: Load) =>
  [
    `Concurrency Level:      ${load.users}`,
    "Time taken for tests:   60.000 seconds",
    `Complete requests:      ${counts(load)}`,
    "Failed requests:        0",
    `Requests per second:    ${load.rate} [#/sec] (mean)`,
    `Time per request:       ${load.mean * 1000} [ms] (mean)`,
    `  50%    ${Math.round(load.mean * 900)}`,
    `  95%    ${Math.round(load.mean * 2000)}`,
    "",
  ].join("\n");

const printed = {
  "hey-text": hey("hey", (p) => `${p}%`, ""),
  "oha-text": hey("oha", (p) => `${p}.00%`, "  Success rate:\t100.00%"),
  "k6-text": k6(true, false),
  "k6-text of summaries alone": k6(false, false),
  "k6-text with groups": k6(true, true),
  ab,
};

const importText = (text: string) => importResults([{ name: "loop.txt", text }]);

describe("reports behind one another in one file", () => {
  it.each(Object.entries(printed))("of %s are a run each, with their own figures", (_, print) => {
    const { runs, problems } = importText(loads.map(print).join("\n"));
    expect(problems).toEqual([]);
    expect(
      runs.map(({ levels: [level] }) => ({
        users: level?.users,
        requests: level?.requests,
        failures: level?.failures,
        rate: level?.throughput,
        mean: Number(level?.responseTime.mean?.toFixed(6)),
        p95: Number(level?.responseTime.p95?.toFixed(6)),
      })),
    ).toEqual(
      loads.map((load) => ({
        users: load.users,
        requests: counts(load),
        failures: 0,
        rate: load.rate,
        mean: load.mean,
        p95: load.mean * 2,
      })),
    );
  });

  it("of k6 tell their users by the scenario where the test was too short for the gauge", () => {
    const short = k6(true, false)(loads[1]).replace(/^.*\bvus\b.*\n/m, "");
    const shared = short
      .replace("6 looping VUs for 1m0s", "4800 iterations shared among 6 VUs")
      .replace(/avg=(\S+) med=/, "min=1ms avg=$1 med=");
    for (const text of [short, shared]) {
      expect(importText(text).runs[0]?.levels[0]).toMatchObject({ users: 6, requests: 4800 });
    }
  });

  it("are counted where one of them is incomplete, with its line", () => {
    const [two, six, twenty] = loads.map(printed["hey-text"]);
    const broken = six?.replace(/^.*Requests\/sec.*\n/m, "");
    const { runs } = importText([two, broken, twenty].join("\n"));
    expect(runs.map(({ levels: [level] }) => level?.users)).toEqual([2, 20]);
    expect(runs[0]?.rejected.count).toBe(1);
    expect(runs[0]?.rejected.first[0]).toMatchObject({ file: "loop.txt", line: 17 });
  });

  it("of vegeta are an open load each", () => {
    const attack = (rate: number) =>
      [
        `Requests      [total, rate, throughput]         ${rate * 60}, ${rate}.00, ${rate}.00`,
        "Duration      [total, attack, wait]             1m0s, 59.9s, 10ms",
        "Latencies     [min, mean, 50, 90, 95, 99, max]  3ms, 10ms, 9ms, 15ms, 17ms, 22ms, 121ms",
        "Success       [ratio]                           100.00%",
        `Status Codes  [code:count]                      200:${rate * 60}  `,
        "Error Set:",
        "",
      ].join("\n");
    const { runs } = importText([10, 50, 100].map(attack).join("\n"));
    expect(runs.map(({ levels: [level] }) => level?.arrivalRate)).toEqual([10, 50, 100]);
    expect(runs.map(({ levels: [level] }) => level?.requests)).toEqual([600, 3000, 6000]);
  });
});

describe("tables behind one another in one file", () => {
  const locust = (rate: number) =>
    [
      "Type,Name,Request Count,Failure Count,Average Response Time,Max Response Time,Requests/s,50%,95%",
      `GET,/a,${rate * 60},0,60.0,200,${rate}.0,50,100`,
      `,Aggregated,${rate * 60},0,60.0,200,${rate}.0,50,100`,
      "",
    ].join("\r\n");
  const jmeter = (rate: number) =>
    [
      "Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,Max,Error %,Throughput",
      `a,${rate * 60},60,50,90,100,150,1,200,0.00%,${rate}.0`,
      `TOTAL,${rate * 60},60,50,90,100,150,1,200,0.00%,${rate}.0`,
      "",
    ].join("\n");
  const taurus = (rate: number) =>
    [
      "label,avg_ct,avg_lt,avg_rt,bytes,concurrency,fail,perc_50.0,perc_90.0,perc_95.0,perc_100.0,rc_200,stdev_rt,succ,throughput",
      `,0,0,0.06,1,20,0,0.05,0.09,0.1,0.2,${rate * 60},0.1,${rate * 60},${rate * 60}`,
      `a,0,0,0.06,1,20,0,0.05,0.09,0.1,0.2,${rate * 60},0.1,${rate * 60},${rate * 60}`,
      "",
    ].join("\n");

  it.each([
    ["Locust", "u20_stats.csv", locust],
    ["JMeter", "u20_aggregate.csv", jmeter],
    ["Taurus", "u20.csv", taurus],
  ] as const)("of %s are a run each", (_, name, print) => {
    const { runs, problems } = importResults([{ name, text: print(10) + print(15) }]);
    expect(problems).toEqual([]);
    expect(runs.map(({ levels: [level] }) => level?.requests)).toEqual([600, 900]);
    expect(
      runs.flatMap(({ levels: [level] }) => level?.endpoints.map((row) => row.requests)),
    ).toEqual([600, 900]);
    expect(runs.map(({ rejected }) => rejected.count)).toEqual([0, 0]);
  });

  it("name the line in which a row stands", () => {
    const broken = locust(15).replace("GET,/a,900", "GET,/a,many");
    const { runs } = importResults([{ name: "u20_stats.csv", text: locust(10) + broken }]);
    expect(runs[1]?.rejected.first[0]).toMatchObject({ file: "u20_stats.csv", line: 5 });
  });

  it("with separators of thousands are read by them", () => {
    const text = jmeter(10).replaceAll(",600,", ',"1,234",').replaceAll(",200,", ',"2,345",');
    const { runs } = importResults([{ name: "u20_aggregate.csv", text }]);
    expect(runs[0]?.levels[0]).toMatchObject({ requests: 1234, responseTime: { max: 2.345 } });
  });
});
