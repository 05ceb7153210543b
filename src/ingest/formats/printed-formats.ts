/** Formats that are printed for people, pages and XML. Where signs of two fit, the first is meant. */
import { importAb } from "./benchmarks/ab.ts";
import { importAutocannonText } from "./benchmarks/autocannon-text.ts";
import { importBombardier } from "./benchmarks/bombardier.ts";
import { importDrill } from "./benchmarks/drill.ts";
import { importGhzText } from "./benchmarks/ghz.ts";
import { importGoose } from "./benchmarks/goose.ts";
import { importH2load } from "./benchmarks/h2load.ts";
import { importHeyText } from "./benchmarks/hey.ts";
import { importMemtier } from "./benchmarks/memtier.ts";
import { importNbomber } from "./benchmarks/nbomber.ts";
import { importOhaText } from "./benchmarks/oha.ts";
import { importPgbench } from "./benchmarks/pgbench.ts";
import { importRedisBenchmark } from "./benchmarks/redis-benchmark.ts";
import { importSiegeLog } from "./benchmarks/siege.ts";
import { importSysbench } from "./benchmarks/sysbench.ts";
import { importTaurusXml } from "./benchmarks/taurus.ts";
import { importTsung } from "./benchmarks/tsung.ts";
import { importWrk } from "./benchmarks/wrk.ts";
import { importYcsb } from "./benchmarks/ycsb.ts";
import { line, there } from "./format-line.ts";
import { importGatlingLog } from "./gatling/gatling-log.ts";
import { importJmeterXml } from "./jmeter/jmeter-xml.ts";
import { importK6Text } from "./k6/k6-text.ts";
import type { LoadTestFormat } from "./load-test-format.ts";
import { importLocustHtml } from "./locust/locust-html.ts";
import { listAt } from "./text/json-value.ts";
import { importVegetaText } from "./vegeta/vegeta.ts";

export const printedFormats: readonly LoadTestFormat[] = [
  line(
    "jmeter-xml",
    "JMeter JTL",
    { read: importJmeterXml },
    {
      markup: (start) => /<testResults\b/.test(start),
    },
  ),
  line(
    "taurus-xml",
    "Taurus final statistics",
    { read: importTaurusXml },
    {
      markup: (start) => /<FinalStatus\b/.test(start),
    },
  ),
  line(
    "locust-html",
    "Locust HTML report",
    { read: importLocustHtml },
    {
      // The page's scripts come first and are longer than the beginning.
      markup: (_, text) =>
        text.includes("window.templateArgs") ||
        (/<h2>\s*Request Statistics/.test(text) && text.includes("# Requests</th>")),
      embedded: (start) => start.includes("window.templateArgs"),
    },
  ),
  line(
    "gatling-log",
    "Gatling `simulation.log`",
    { read: importGatlingLog },
    {
      text: (start) => /^RUN\t|^[^\t\n]+\t[^\t\n]*\tRUN\t/m.test(start),
    },
  ),
  line(
    "k6-text",
    "k6's printed summary",
    { read: importK6Text },
    {
      text: (start) => /^[^\w\n]*http_req_duration\.*:.* avg=/m.test(start),
    },
  ),
  line(
    "wrk",
    "wrk, wrk2",
    { read: importWrk },
    {
      text: (start) => /^\s*Thread Stats\s+Avg\s+Stdev/m.test(start),
    },
  ),
  line(
    "autocannon-text",
    "autocannon JSON, text",
    { read: importAutocannonText },
    {
      text: (start) => /^[│|] Stat\s/m.test(start) && /^[│|] Req\/Sec\s/m.test(start),
    },
  ),
  line(
    "bombardier",
    "bombardier text, JSON",
    { read: importBombardier },
    {
      text: (start) => /^Bombarding \S+ (?:for|with) /m.test(start),
    },
  ),
  line(
    "ab",
    "ab text",
    { read: importAb },
    {
      text: (start) => /This is ApacheBench|^Concurrency Level:/m.test(start),
    },
  ),
  line(
    "vegeta-text",
    "vegeta JSON, text",
    { read: importVegetaText },
    {
      text: (start) => /^Requests\s+\[total, rate/m.test(start),
    },
  ),
  line(
    "sysbench",
    "sysbench",
    { read: importSysbench },
    {
      text: (start) => /^sysbench \d|^Threads fairness:/m.test(start),
    },
  ),
  line(
    "pgbench",
    "pgbench",
    { read: importPgbench },
    {
      text: (start) => /^(?:pgbench \(|number of clients: )/m.test(start),
    },
  ),
  line(
    "oha-text",
    "oha JSON",
    { read: importOhaText },
    {
      text: (start) => /^\s*Success rate:/m.test(start) && /^\s*Requests\/sec:/m.test(start),
    },
  ),
  line(
    "ghz-text",
    "ghz text, JSON",
    { read: importGhzText },
    {
      text: (start) => /^\s*Count:\s+\d+\s*$/m.test(start) && /^\s*Requests\/sec:/m.test(start),
    },
  ),
  line(
    "hey-text",
    "hey text",
    { read: importHeyText },
    {
      text: (start) =>
        /^Response time histogram:/m.test(start) &&
        /^\s*Requests\/sec:/m.test(start) &&
        /^\s*Total:\s+[\d.]+ secs/m.test(start),
    },
  ),
  line(
    "siege-log",
    "siege text",
    { read: importSiegeLog },
    {
      text: (start) => /,HTTP\/[\d.]+,\d{3},\s*[\d.]+,/.test(start),
    },
  ),
  line(
    "ycsb",
    "YCSB",
    { read: importYcsb },
    {
      json: (_, value) =>
        Array.isArray(value) && there(value[0], "metric") && there(value[0], "measurement"),
      // A report begins with a bracket, as JSON does.
      brokenJson: /^\[OVERALL\],|"measurement"\s*:\s*"RunTime\(ms\)"/,
      text: (start) => /^\s*\[OVERALL\],\s*RunTime\(ms\)/m.test(start),
    },
  ),
  line(
    "nbomber",
    "NBomber report",
    { read: importNbomber },
    {
      text: (start) =>
        /^>?\s*scenario: [`']/m.test(start) && /^\|?\s*(?:\|\s*)?request count\s*\|/m.test(start),
    },
  ),
  line(
    "tsung",
    "Tsung `tsung.log`",
    { read: importTsung },
    {
      json: (_, value) => there(listAt(value, "stats")[0], "samples"),
      brokenJson: /"timestamp":\s*\d+,\s*"samples":/,
      text: (start) => /^# stats: dump at \d+/m.test(start),
    },
  ),
  line(
    "h2load",
    "h2load",
    { read: importH2load },
    {
      text: (start) =>
        /^finished in [^\n]* req\/s/m.test(start) && /^requests: \d+ total, /m.test(start),
    },
  ),
  line(
    "drill",
    "drill",
    { read: importDrill },
    {
      text: (start) =>
        /^Time taken for tests\s+[\d.]+ seconds/m.test(start) &&
        /^Requests per second\s+[\d.]+ \[#\/sec\]/m.test(start),
    },
  ),
  line(
    "goose",
    "Goose",
    { read: importGoose },
    { text: (start) => /^ *=== PER REQUEST METRICS ===/m.test(start) },
  ),
  line(
    "redis-benchmark",
    "redis-benchmark",
    { read: importRedisBenchmark },
    {
      text: (start) =>
        /^"?test"?,"?rps"?,"?avg_latency_ms/m.test(start) ||
        /^ *\d+ requests completed in [\d.]+ seconds\s+\d+ parallel clients/m.test(start) ||
        /(?:^|\r)[^\r\n:]+: \d[\d.]* requests per second(?:, p50=[\d.]+ msec)?\s*$/m.test(start),
    },
  ),
  line(
    "memtier",
    "memtier_benchmark",
    { read: importMemtier },
    { text: (start) => /^\d+ +Connections per thread\s*$/m.test(start) },
  ),
];
