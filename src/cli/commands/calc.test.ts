import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../textbook/verify/verification.ts";
import { models } from "../calc/models.ts";
import { exitCodeOf, verdictOf } from "../calc/verdict.ts";
import { requestsThat } from "../calc/words.ts";
import type { run as Run } from "../launch.ts";

const program = fileURLToPath(new URL("../../../dist/cli/headroom.js", import.meta.url));
const launch = new URL("../../../dist/cli/launch.js", import.meta.url).href;
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-calc-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the built program as a user would, in an empty folder. */
function spawned({ input = "" }: { readonly input?: string }, ...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    input,
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { stdout, stderr, status };
}

/** The same without the cost of a process: the built command line, in this one. */
async function calc(...args: readonly string[]) {
  const { run }: { run: typeof Run } = await import(launch);
  let stdout = "";
  let stderr = "";
  const status = await run(["calc", ...args], {
    cwd: folder,
    env: {},
    stdout: (content) => {
      stdout += String(content);
    },
    stderr: (content) => {
      stderr += content;
    },
    terminal: false,
  });
  return { stdout, stderr, status };
}

async function json(...args: readonly string[]) {
  const { stdout, stderr, status } = await calc(...args, "--json");
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const data = JSON.parse(stdout);
  expect(data).toMatchObject({ schema: 1, model: args[0] });
  expect(data.program).toMatch(/^headroom \d/);
  return data;
}

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return name;
}

/** Words of an example as a shell would part them. */
const shellWords = (line: string) =>
  Array.from(line.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? "");

const near = (actual: number, expected: number, tolerance = 1e-12) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

const load = ["--arrival-rate", "1 req/s", "--service-time", "1 s"];

describe("headroom calc", () => {
  it("lists its models, and says that one is missing", async () => {
    const help = (await calc("--help")).stdout;
    for (const { name } of models) expect(help).toContain(`headroom calc ${name}`);
    const missing = await calc();
    expect(missing.status).toBe(2);
    expect(missing.stderr).toMatch(/a model is missing/);
    expect((await calc("mm2")).status).toBe(2);
  });

  it.each(models.map((model) => model.name))(
    "shows two examples in the help of %s",
    async (name) => {
      const { stdout, status } = await calc(name, "--help");
      expect(status).toBe(0);
      expect(stdout.split("Examples:")[1]?.match(/headroom calc/g)).toHaveLength(2);
      expect(stdout).not.toContain("--workspace");
    },
  );

  it("runs every example of its help that names no file", async () => {
    const examples = models
      .flatMap((model) => model.examples.map(([line]) => line))
      .filter((line) => !/\.(yaml|csv)/.test(line));
    expect(examples.length).toBeGreaterThan(25);
    for (const line of examples) {
      const { stdout, stderr, status } = await calc(...shellWords(line).slice(2));
      expect(`${line}: ${stderr}${status}`).toBe(`${line}: 0`);
      expect(stdout).not.toMatch(/NaN|Infinity|undefined|not checked|DISAGREES/);
    }
  });

  it("solves M/M/1 at 50 % worked by hand, units and all", async () => {
    // λ = 300/min = 5/s, S = 0.1 s: ρ = 1/2, R = S/(1 - ρ) = 0.2 s, exponential.
    const args = ["--arrival-rate", "300 req/min", "--service-time", "100 ms"];
    const { input, result } = await json("mm1", ...args);
    expect(input).toEqual({ arrivalRate: 5, serviceTime: 0.1 });
    near(result.responseTime, 0.2);
    near(result.responseTimePercentiles.p95, 0.2 * Math.log(20));
    expect((await calc("mm1", ...args)).stdout).toContain("one request in two waits");
  });

  it("writes results to stdout, words to stderr, and ends with the code of its verdict", () => {
    const mmc = ["calc", "mmc", "--arrival-rate", "140 req/s", "--service-time", "65 ms"];
    const good = spawned({}, ...mmc, "--servers", "10", "--json");
    expect(good).toMatchObject({ stderr: "", status: 0 });
    expect(JSON.parse(good.stdout).result.throughput).toBe(140);
    const full = spawned({}, ...mmc, "--servers", "9");
    expect(full).toMatchObject({ stdout: "", status: 2 });
    expect(full.stderr).toMatch(/needs at least 10 servers/);
    const help = spawned({}, "calc", "mmc", "--help");
    expect(help).toMatchObject({ stderr: "", status: 0 });
  });

  it("tells a person how busy a pool is and how many wait", async () => {
    const { stdout } = await calc(
      ...["mmc", "--arrival-rate", "140 req/s", "--service-time", "65 ms", "--servers", "10"],
    );
    expect(stdout).toMatch(/^throughput X +140 req\/s$/m);
    expect(stdout).toMatch(/At 140 req\/s a pool of 10 is 91 % busy; seven requests in ten wait/);
  });

  it("refuses a system that cannot keep up, with the servers it needs", async () => {
    const { stdout, stderr, status } = await calc(
      ...["mmc", "--arrival-rate", "140 req/s", "--service-time", "65 ms", "--servers", "9"],
    );
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/needs at least 10 servers/);
    expect(stderr).toMatch(/remedy: add servers, or keep arrivals below 138\.462 req\/s/);
    expect((await calc("mm1", ...load)).status).toBe(2);
    expect((await calc("erlang-c", "--offered-load", "10", "--servers", "10")).status).toBe(2);
  });

  it("refuses what makes no sense, naming the option", async () => {
    const cases: [string[], RegExp][] = [
      [["mm1", "--arrival-rate", "5", "--service-time", "1 s"], /--arrival-rate: .* unit/],
      [["mm1", "--arrival-rate", "5 req/s", "--service-time", "-1 s"], /--service-time: /],
      [["mm1", "--arrival-rate", "5 ms", "--service-time", "1 s"], /--arrival-rate: /],
      [["mmc", ...load, "--servers", "2.5"], /--servers: expected a whole number/],
      [["mmc", ...load], /--servers is missing/],
      [["mmc", ...load, "--servers", "2", "--wait-within", "1 s"], /given together/],
      [["mmck", ...load, "--servers", "3", "--capacity", "2"], /capacity must be/],
      [["mg1", ...load, "--service-variation", "much"], /--service-variation: expected a number/],
      [["mmc", ...load, "--response-within", "1 s"], /within must be above/],
      [
        [
          "mgc",
          ...load,
          "--servers",
          "3",
          "--service-variation",
          "1",
          "--approximation",
          "cosmetatos",
        ],
        /not known/,
      ],
      [["mva", "--users", "3"], /the network is missing/],
      [["mva", "--users", "3", "--station", "cpu, servers=2"], /serviceTime is missing/],
      [["mva", "--users", "3", "--station", "cpu, speed=2"], /expected settings of name/],
      [["mva", "nowhere.yaml"], /does not exist/],
    ];
    for (const [args, message] of cases) {
      const { stderr, status } = await calc(...args);
      expect(stderr).toMatch(message);
      expect(stderr).toMatch(/remedy: /);
      expect(status).toBe(2);
    }
  });

  it("finds the fewest servers for a wait and for a response time", async () => {
    // C(2, 1) = 1/3, C(3, 1) = 1/11 (Erlang), so 10 % may wait from 3 servers on.
    const wait = await json("mmc", ...load, "--wait-within", "0 s", "--exceptions", "10 %");
    expect(wait.result.servers).toBe(3);
    near(wait.result.probabilityOfWait, 1 / 11);
    // P(R > t) = e^-t·(1 + t/3) for two servers: 0.0427 at 4 s, 0.0905 at 3.1 s; one is unstable.
    const response = await json("mmc", ...load, "--response-within", "4 s", "--exceptions", "5 %");
    expect(response.result.servers).toBe(2);
    expect((await calc("mmc", ...load, "--response-within", "4 s")).stdout).toMatch(
      /2 servers are the fewest/,
    );
  });

  it("gives Erlang's B and C and their inverses", async () => {
    near(
      (await json("erlang-b", "--offered-load", "1", "--servers", "2")).result.probabilityOfLoss,
      1 / 5,
    );
    near((await json("erlang-c", ...load, "--servers", "2")).result.probabilityOfWait, 1 / 3);
    const b = ["erlang-b", "--offered-load", "1", "--target"];
    expect((await json(...b, "20 %")).result.servers).toBe(2);
    expect((await json(...b, "19 %")).result.servers).toBe(3);
    expect((await json("erlang-c", ...load, "--target", "0.34")).result.servers).toBe(2);
  });

  it("solves machine repair as the textbook works it", async () => {
    // Gross et al., 4th ed. (2008), §2.8: 5 machines, 30 h to failure, 3 h repairs, 2 repairers:
    // 0.751375/1.616575 machines broken.
    const { result } = await json(
      ...["machine-repair", "--machines", "5", "--time-to-failure", "30 h"],
      ...["--repair-time", "3 h", "--repairers", "2"],
    );
    near(result.broken, 0.751375 / 1.616575);
  });

  it("solves a closed network from options and from a file alike", async () => {
    const yaml = `
thinkTime: 4 s
users: 2
stations:
  - { name: cpu, serviceTime: 1 s }
  - { name: link, kind: delay, serviceTime: 500 ms, visits: 2 }
`;
    const fromFile = await json("mva", file("network.yaml", yaml), "--verify");
    const fromOptions = await json(
      ...["mva", "--users", "2 users", "--think-time", "4 s", "--station", "cpu, service-time=1 s"],
      ...["--station", "link, kind=delay, service-time=500 ms, visits=2"],
    );
    expect(fromFile.input).toEqual(fromOptions.input);
    expect(fromFile.result).toEqual(fromOptions.result);
    // X(1) = 1/6, so Q(1) = 1/6 at the cpu, and X(2) = 2/(4 + 1 + 7/6).
    near(fromFile.result.throughput, 2 / (6 + 1 / 6));
    expect(fromFile.verify.status).toBe("agrees");
  });

  it("says how each queue serves, and solves unequal times first come, first served", async () => {
    const yaml = (users: number) => `
classes:
  - { name: slow, users: ${users}, thinkTime: 1 s }
  - { name: quick, users: ${3 * users}, thinkTime: 1 s }
stations:
  - { name: pool, servers: 2, discipline: fifo, demands: { slow: 500 ms, quick: 10 ms } }
  - { name: db, demands: { slow: 50 ms, quick: 10 ms } }
`;
    const single = yaml(1).replace("servers: 2", "servers: 1");
    const small = file("few.yaml", single);
    const exact = await json("mva", small, "--verify");
    expect(exact.verify.status).toBe("agrees");
    expect(exact.input.method).toBe("exact");
    const disciplines = exact.input.stations.map((at: { discipline: string }) => at.discipline);
    expect(disciplines).toEqual(["fifo", "ps"]);
    // Shared evenly, a quick request would hardly notice the slow ones.
    const shared = file("shared.yaml", single.replace("fifo", "ps"));
    const quick = (answer: { result: { classes: { responseTime: number }[] } }) =>
      answer.result.classes[1]?.responseTime ?? 0;
    expect(quick(exact)).toBeGreaterThan(2 * quick(await json("mva", shared)));
    const many = file("many.yaml", yaml(6));
    const { stdout } = await calc("mva", many);
    expect(stdout).toContain("first come, first served");
    expect(stdout).toContain("service times up to 50 : 1");
    const asked = await calc("mva", many, "--method", "exact");
    expect(asked).toMatchObject({ status: 2, stdout: "" });
    const wide = file("wide.yaml", yaml(6).replace("500 ms", "600 ms"));
    expect((await calc("mva", wide)).stderr).toContain("further apart");
    expect((await calc("mva", many, "--method", "linearizer")).status).toBe(2);
  });

  it("solves several classes exactly and approximately, and says how far off", async () => {
    const yaml = `
classes:
  - { name: browse, users: 1, thinkTime: 1 s }
  - { name: buy, users: 1, thinkTime: 1 s }
stations:
  - { name: cpu, demands: { browse: 1 s, buy: 1 s } }
`;
    const name = file("classes.yaml", yaml);
    // Two users of one kind: X(1) = 1/2, Q(1) = 1/2, X(2) = 2/(1 + 3/2), half of it each.
    const exact = await json("mva", name, "--verify");
    near(exact.result.classes[0].throughput, 2 / 5);
    expect(exact.verify.status).toBe("agrees");
    const rough = await json("mva", name, "--method", "schweitzer", "--verify");
    expect(rough.verify.status).toBe("approximation");
    expect(rough.verify.comparisons[0].second).toBeCloseTo(2 / 5, 12);
    expect(rough.result.ended).toBe("converged");
    near(
      (await json("mva", name, "--method", "linearizer")).result.classes[1].throughput,
      2 / 5,
      0.02,
    );
    expect((await calc("mva", name, "--users", "5")).status).toBe(2);
  });

  it("points at the fault of a network file", async () => {
    const yaml = "thinkTime: 4 s\nstations:\n  - { name: cpu, serviceTim: 1 s }\n";
    const { stderr, status } = await calc("mva", file("slip.yaml", yaml), "--users", "2");
    expect(status).toBe(2);
    expect(stderr).toMatch(/slip\.yaml:3:18: unknown key "serviceTim"/);
    expect(stderr).toMatch(/did you mean serviceTime/);
  });

  it("solves open networks of one class and of two", async () => {
    const one = await json(
      ...["open", "--arrival-rate", "1 req/s", "--station", "cpu, service-time=500 ms"],
      ...["--station", "db, service-time=250 ms, visits=2"],
    );
    near(one.result.responseTime, 2); // two M/M/1 at ρ = 1/2, each 0.5/(1 - 1/2) a request
    const yaml = `
stations: [{ name: cpu, servers: 1 }]
classes:
  - { name: light, arrivalRate: 1 req/s, serviceTimes: { cpu: 200 ms } }
  - { name: heavy, arrivalRate: 0.5 req/s, serviceTimes: { cpu: 600 ms } }
`;
    const two = await json("open", file("open.yaml", yaml), "--verify");
    near(two.result.classes[1].responseTime, 0.6 / (1 - 0.5));
    expect(two.verify.status).toBe("agrees");
    const full = await calc("open", "open.yaml", "--station", "cpu, service-time=1 s");
    expect(full.status).toBe(2);
  });

  it("bounds a network and finds its bottleneck", async () => {
    const { result, verify } = await json(
      ...["bounds", "--users", "5", "--think-time", "4 s", "--station", "cpu, service-time=1 s"],
      "--verify",
    );
    expect(result.bounds.asymptotic.throughput).toEqual({ lower: 5 / 9, upper: 1 });
    expect(result.bottleneck.stations).toEqual([0]);
    expect(result.saturationPopulation).toBe(5);
    expect(verify.status).toBe("agrees");
  });

  it("reads, inverts and fits a scalability law", async () => {
    const law = ["--unit-throughput", "100 req/s", "--contention", "0.1", "--coherency", "0.01"];
    // 1 + 5α + 30β = 1.8 at N = 6.
    const read = await json("usl", ...law, "--concurrency", "6", "--throughput", "333 req/s");
    near(read.result.point.throughput, 600 / 1.8);
    near(read.result.peak.users, Math.sqrt(90), 1e-12);
    expect(read.result.usersAtThroughput).toHaveLength(2);
    expect(
      (await json("usl", ...law, "--throughput", "900 req/s")).result.usersAtThroughput,
    ).toEqual([]);
    const rows = [1, 2, 4, 6, 8, 12, 16].map(
      (N) => `${N}, ${(100 * N) / (1 + 0.1 * (N - 1) + 0.01 * N * (N - 1))}`,
    );
    const fit = await json(
      "usl",
      file("levels.csv", `users, throughput\n${rows.join("\n")}\n`),
      "--verify",
    );
    near(fit.result.law.contention, 0.1, 1e-6);
    near(fit.result.law.coherency, 0.01, 1e-6);
    const { stderr, status } = await calc(
      "usl",
      file("odd.csv", "1, 20\n2, forty\n3, 50\n4, 60\n"),
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(/odd\.csv:2:1: expected two numbers/);
  });

  it("reads a file from standard input for -", () => {
    const levels = [1, 2, 4, 8].map((N) => `${N}\t${(20 * N) / (1 + 0.1 * (N - 1))}`).join("\n");
    const { stdout, stderr, status } = spawned({ input: levels }, "calc", "usl", "-", "--json");
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    near(JSON.parse(stdout).result.law.contention, 0.1, 1e-6);
  });

  it("puts a pool around one station, which is M/M/c//N", async () => {
    const users = ["--users", "20", "--think-time", "1 s"];
    const around = await json(
      ...["pool", ...users, "--places", "3", "--inside", "db, servers=3, service-time=200 ms"],
    );
    const alone = await json("mmcn", ...users, "--servers", "3", "--service-time", "200 ms");
    near(around.result.throughput, alone.result.throughput, 1e-10);
    near(around.result.poolWait, alone.result.waitingTime, 1e-10);
    near(around.result.probabilityOfWait, alone.result.probabilityOfWait, 1e-10);
  });

  it("says where no second method exists, and checks wherever one does", async () => {
    const spread = ["--service-variation", "4"];
    const unchecked = await calc("mgc", ...load, "--servers", "3", ...spread, "--verify");
    expect(unchecked.status).toBe(0);
    expect(unchecked.stdout).toMatch(/Second method: not checked; no exact second method/);
    expect(unchecked.stdout).toMatch(/Approximation: mean wait off by/);
    for (const args of [
      ["mmc", ...load, "--servers", "2"],
      ["mmck", ...load, "--servers", "2", "--capacity", "5"],
      ["mminf", ...load],
      ["mg1", "--arrival-rate", "0.7 req/s", "--service-time", "1 s", ...spread],
      ["mgc", "--arrival-rate", "0.7 req/s", "--service-time", "1 s", "--servers", "1", ...spread],
      ["mmc-timeout", ...load, "--servers", "1", "--timeout", "1 s"],
      ["erlang-a", ...load, "--servers", "1", "--patience", "1 s"],
      ["erlang-b", ...load, "--servers", "2"],
      ["erlang-c", ...load, "--servers", "2"],
      ["mmcn", "--users", "9", "--think-time", "1 s", "--servers", "2", "--service-time", "1 s"],
      ["usl", "--unit-throughput", "9 req/s", "--contention", "0.1", "--coherency", "0.01"],
      [
        "pool",
        "--users",
        "9",
        "--think-time",
        "1 s",
        "--places",
        "2",
        "--inside",
        "db, service-time=1 s",
      ],
    ]) {
      const { verify } = await json(...args, "--verify");
      expect(`${args[0]} ${verify.status}`).toBe(`${args[0]} agrees`);
      expect(verify.comparisons.length).toBeGreaterThan(0);
    }
  });
});

describe("verdictOf", () => {
  const answer = { input: {}, result: {}, tables: [], meaning: "" };

  it("ends with exit code 1 and the figures when two methods disagree", () => {
    const verdict = verdictOf({
      ...answer,
      verify: () => [compare("throughput", 1, 1), compare("responseTime", 1, 1.001)],
    });
    expect(verdict.status).toBe("disagrees");
    expect(verdict.comparisons).toHaveLength(2);
    expect(exitCodeOf(verdict)).toBe(1);
  });

  it("takes no number for no agreement, and rounding for agreement", () => {
    const one = (second: number) =>
      verdictOf({ ...answer, verify: () => [compare("x", 1, second)] });
    expect(one(Number.NaN).status).toBe("disagrees");
    expect(one(1 + 1e-12).status).toBe("agrees");
    expect(exitCodeOf(one(1))).toBe(0);
    expect(exitCodeOf(undefined)).toBe(0);
  });

  it("keeps a method that does not reach so far from failing the answer", () => {
    const verdict = verdictOf({
      ...answer,
      verify: () => {
        throw new RangeError("last must be at most 10");
      },
    });
    expect(verdict).toMatchObject({ status: "not checked", comparisons: [] });
  });
});

describe("requestsThat", () => {
  it("counts as people do", () => {
    const waits = ["waits", "wait"] as const;
    expect(requestsThat(0, waits)).toBe("hardly any request waits");
    expect(requestsThat(0.25, waits)).toBe("one request in four waits");
    expect(requestsThat(0.66, waits)).toBe("two requests in three wait");
    expect(requestsThat(0.42, waits)).toBe("42 % of requests wait");
    expect(requestsThat(0.99999, waits)).toBe("practically every request waits");
  });
});
