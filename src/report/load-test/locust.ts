import type { PlannedTest } from "../../planning/next/planned-test.ts";
import { literal, nameOf, pathParts, rampWords, testWords, wholeOf, writes } from "./test-words.ts";

/** A locustfile whose shape holds each level; the import finds levels and cuts ramps by the history. */
export function locustFile(test: PlannedTest): string {
  const { levels, requests, spawnRate, thinkTime, stop } = test;
  const ends = levels.map((_, i) =>
    levels.slice(0, i + 1).reduce((sum, one) => sum + wholeOf(test, one), 0),
  );
  const stages = levels.map(({ users }, i) => `    (${ends[i]}, ${users}),`);
  const tasks = requests.flatMap((request, i) => {
    const url = pathParts(request.path).map(literal).join(" + ID + ");
    const body = writes(request) ? ", json=BODY" : "";
    return [
      "",
      `    @task(${request.weight})`,
      `    def request_${i + 1}(self):`,
      `        self.client.request(${literal(request.method)}, ${url}, name=${literal(nameOf(request))}${body})`,
    ];
  });
  const run = [
    rampWords(test),
    "Run: locust -f locustfile.py --headless --csv next --csv-full-history --host https://staging.example",
    "Then: headroom import next_stats_history.csv next_stats.csv next_failures.csv -o data/next",
  ];
  return [
    ...testWords(test, run).map((line) => `# ${line}`),
    "import os",
    "",
    "from locust import FastHttpUser, LoadTestShape, between, events, task",
    "",
    'ID = os.environ.get("ID", "1")',
    "BODY = {}",
    "# Seconds from the start at which a level ends, and its users.",
    "STAGES = [",
    ...stages,
    "]",
    "",
    "",
    "class Planned(FastHttpUser):",
    `    wait_time = between(0, ${2 * thinkTime})`,
    ...tasks,
    "",
    "",
    "class Levels(LoadTestShape):",
    "    def tick(self):",
    "        stats = self.runner.environment.stats.total if self.runner else None",
    `        if stats and stats.num_requests > 1000 and stats.fail_ratio > ${stop.errorRate}:`,
    "            return None",
    `        if stats and (stats.get_current_response_time_percentile(0.95) or 0) > ${stop.p95 * 1000}:`,
    "            return None",
    "        for end, users in STAGES:",
    "            if self.get_run_time() < end:",
    `                return users, ${spawnRate}`,
    "        return None",
    "",
    "",
    "@events.init.add_listener",
    "def keep_current_percentiles(environment, **_):",
    "    environment.stats.use_response_times_cache = True",
    "    environment.stats.total.use_response_times_cache = True",
    "",
  ].join("\n");
}
