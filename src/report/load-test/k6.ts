import type { PlannedTest } from "../../planning/next/planned-test.ts";
import { heldOf, literal, nameOf, pathParts, testWords, writes } from "./test-words.ts";

/** A script with a scenario for each level, one after another; its users all start at once. */
export function k6Script(test: PlannedTest): string {
  const { levels, requests, thinkTime, stop } = test;
  const starts = levels.map((_, i) =>
    levels.slice(0, i).reduce((sum, one) => sum + heldOf(one), 0),
  );
  const scenarios = levels.map(
    (level, i) =>
      `    users_${level.users}: { executor: "constant-vus", vus: ${level.users}, startTime: "${starts[i]}s", duration: "${heldOf(level)}s", gracefulStop: "0s" },`,
  );
  const listed = requests.map((request) => {
    const url = pathParts(request.path).map(literal).join(" + ID + ");
    return `  { weight: ${request.weight}, method: ${literal(request.method)}, url: ${url}, name: ${literal(nameOf(request))}, body: ${writes(request) ? "BODY" : "null"} },`;
  });
  const run = [
    "Run: k6 run --out csv=next.csv -e HOST=https://staging.example script.js",
    "Then: headroom import next.csv -o data/next",
  ];
  return [
    ...testWords(test, run).map((line) => `// ${line}`),
    'import { sleep } from "k6";',
    'import http from "k6/http";',
    "",
    'const HOST = __ENV.HOST || "http://localhost:8000";',
    'const ID = __ENV.ID || "1";',
    "const BODY = JSON.stringify({});",
    "const REQUESTS = [",
    ...listed,
    "];",
    "const TOTAL = REQUESTS.reduce((sum, one) => sum + one.weight, 0);",
    "",
    '/** @type {import("k6/options").Options} */',
    "export const options = {",
    "  scenarios: {",
    ...scenarios,
    "  },",
    "  thresholds: {",
    `    http_req_failed: [{ threshold: "rate<${stop.errorRate}", abortOnFail: true, delayAbortEval: "60s" }],`,
    `    http_req_duration: [{ threshold: "p(95)<${stop.p95 * 1000}", abortOnFail: true, delayAbortEval: "60s" }],`,
    "  },",
    "};",
    "",
    "function chosen() {",
    "  let left = Math.random() * TOTAL;",
    "  return REQUESTS.find((one) => (left -= one.weight) < 0) || REQUESTS[0];",
    "}",
    "",
    "export default function () {",
    "  const { method, url, name, body } = chosen();",
    '  http.request(method, HOST + url, body, { headers: { "Content-Type": "application/json" }, tags: { name } });',
    `  sleep(Math.random() * ${2 * thinkTime});`,
    "}",
    "",
  ].join("\n");
}
