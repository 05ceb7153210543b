import type { PlannedTest } from "../../planning/next/planned-test.ts";
import { literal, nameOf, pathParts, rampWords, testWords, wholeOf, writes } from "./test-words.ts";

/** A simulation in Java with a closed injection that holds each level. */
export function gatlingSimulation(test: PlannedTest): string {
  const { levels, requests, spawnRate, thinkTime, stop } = test;
  const steps = levels.flatMap((level, i) => {
    const from = levels[i - 1]?.users ?? 0;
    const ramp = Math.max(1, Math.ceil(level.users / spawnRate));
    const held = wholeOf(test, level) - ramp;
    return [
      `rampConcurrentUsers(${from}).to(${level.users}).during(${ramp})`,
      `constantConcurrentUsers(${level.users}).during(${held})`,
    ];
  });
  const total = requests.reduce((sum, { weight }) => sum + weight, 0);
  const chains = requests.map((request) => {
    const url = pathParts(request.path).map(literal).join(" + ID + ");
    const body = writes(request) ? '.body(StringBody("{}")).asJson()' : "";
    const share = (100 * request.weight) / total;
    return `percent(${share.toFixed(4)}).then(exec(http(${literal(nameOf(request))}).httpRequest(${literal(request.method)}, ${url})${body}))`;
  });
  const run = [
    rampWords(test),
    "Run it with Gatling's Maven or Gradle plugin: -Dhost=https://staging.example",
    "Then: headroom import target/gatling/<run> -o data/next (text log up to Gatling 3.12; later: stats.js)",
  ];
  return [
    ...testWords(test, run).map((line) => `// ${line}`),
    "import static io.gatling.javaapi.core.CoreDsl.*;",
    "import static io.gatling.javaapi.http.HttpDsl.*;",
    "",
    "import io.gatling.javaapi.core.*;",
    "",
    "public class Simulation extends io.gatling.javaapi.core.Simulation {",
    '  static final String HOST = System.getProperty("host", "http://localhost:8000");',
    '  static final String ID = System.getProperty("id", "1");',
    "",
    '  ScenarioBuilder planned = scenario("planned").forever().on(',
    "    randomSwitchOrElse().on(",
    ...chains.map((chain, i) => `      ${chain}${i < chains.length - 1 ? "," : ""}`),
    `    ).orElse(exec(http(${literal(nameOf(requests[0] ?? { method: "GET", path: "/", weight: 1 }))}).get("/")))`,
    `    .pause(java.time.Duration.ZERO, java.time.Duration.ofMillis(${Math.round(2000 * thinkTime)}))`,
    "  );",
    "",
    "  {",
    "    setUp(planned.injectClosed(",
    ...steps.map((step, i) => `      ${step}${i < steps.length - 1 ? "," : ""}`),
    "    )).protocols(http.baseUrl(HOST))",
    `      .maxDuration(${levels.reduce((sum, level) => sum + wholeOf(test, level), 0)})`,
    "      .assertions(",
    `        global().failedRequests().percent().lt(${100 * stop.errorRate}),`,
    `        global().responseTime().percentile(95).lt(${stop.p95 * 1000})`,
    "      );",
    "  }",
    "}",
    "",
  ].join("\n");
}
