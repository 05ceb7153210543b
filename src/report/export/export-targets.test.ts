import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { defaultPolicy } from "../../limits/policy.ts";
import { samplePlan } from "../../planning/testing/sample-plan.ts";
import type { PlannedSettings } from "../../planning/verdict/planned-settings.ts";
import type { ReplicaGain } from "../../planning/verdict/replica-gain.ts";
import { keysOf } from "../../record.ts";
import { NotPlanned } from "./export-target.ts";
import { type ExportName, exportTargets } from "./export-targets.ts";

const { limits } = samplePlan();
const helpful: ReplicaGain = {
  ...{ raises: 0.97, carries: 0.96, wall: "event loop" },
  before: { value: 300, low: 280, high: 320 },
  after: { value: 450, low: 400, high: 500 },
  searchedTo: 600,
};
const settings: PlannedSettings = {
  name: "Ticket shop",
  program: "headroom 0.0.0-test",
  policy: defaultPolicy,
  limits,
  emptyZones: [],
  recommendedRate: 150,
  perUser: { sends: 0.8, rate: 1.6, burst: 6 },
  clients: {
    ...{ pool: 20, owner: "instance", overflow: 0, acquireTimeOut: null, replicas: 2 },
    ...{ accepts: 100, acceptsBy: "known", others: 5, surge: 1 },
  },
  scaling: null,
  replicaGain: () => helpful,
};
const rate = limits.rateLimit.value ?? Number.NaN;
const written = (name: ExportName, of: PlannedSettings = settings) => exportTargets[name].write(of);
const withRate = (value: number | null): PlannedSettings => ({
  ...settings,
  limits: { ...limits, rateLimit: { ...limits.rateLimit, value } },
});
const withClients = (clients: Partial<PlannedSettings["clients"]>): PlannedSettings => ({
  ...settings,
  clients: { ...settings.clients, ...clients },
});
/** key=value and "key": value of a file without its comments. */
const number = (text: string, key: string) =>
  Number(new RegExp(`^\\s*"?${key}"?\\s*[=:]\\s*([\\d.]+)`, "m").exec(text)?.[1]);

/** A folder that is gone when the test is. */
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "headroom-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the program's own checker on a file; where it is not installed, says so. */
function checked(command: string, args: (file: string) => readonly string[], content: string) {
  const file = join(ownFolder(), "settings");
  writeFileSync(file, content);
  const env = { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin` };
  const { status, error } = spawnSync(command, args(file), { encoding: "utf8", env });
  return error === undefined ? status : "not installed";
}

/** What a checker may say: where programs are installed, as in CI, it has to be there. */
const sound = process.env["CI"] ? [0] : [0, "not installed"];

/** Those that are written as JSON have no comments, but a description. */
const commentedTargets = keysOf(exportTargets).filter((name) => name !== "grafana");

describe("every target", () => {
  it.each(commentedTargets)("%s gives reasons in comments and no hole", (name) => {
    const text = written(name);
    expect(text).toMatch(/^(#|;|\/\/) Ticket shop: written by headroom 0\.0\.0-test/);
    expect(text.split("\n").filter((line) => /^(#|;|\/\/) /.test(line)).length).toBeGreaterThan(2);
    expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(text.endsWith("\n")).toBe(true);
  });

  it.each(commentedTargets)("%s keeps a name with line breaks inside its comment", (name) => {
    const text = written(name, { ...settings, name: "a\nb: [" });
    expect(text).toMatch(/^(#|;|\/\/) a b: \[: written/);
  });
});

describe("prometheus", () => {
  const rules = z.strictObject({
    groups: z.array(
      z.strictObject({
        name: z.string(),
        rules: z.array(
          z.strictObject({
            alert: z.string().regex(/^[A-Za-z_]\w*$/),
            expr: z.string(),
            for: z.string().regex(/^\d+[smh]$/),
            labels: z.record(z.string(), z.string()),
            annotations: z.record(z.string(), z.string()),
          }),
        ),
      }),
    ),
  });

  it("has an alert for the end of each zone, at the policy's bounds", () => {
    const text = written("prometheus");
    expect(sound).toContain(checked("promtool", (file) => ["check", "rules", file], text));
    const all = rules.parse(parse(text)).groups.flatMap((group) => group.rules);
    const bound = (alert: string) =>
      Number(
        all
          .find((one) => one.alert === alert)
          ?.expr.split(" > ")
          .at(-1),
      );
    expect(bound("HeadroomPastGreenP95")).toBe(0.1);
    expect(bound("HeadroomPastYellowP95")).toBe(0.5);
    expect(bound("HeadroomPastOrangeP95")).toBe(2);
    expect(bound("HeadroomPastOrangeErrors")).toBe(0.05);
    expect(bound("HeadroomPastRecommended")).toBe(150);
    expect(new Set(all.map(({ alert }) => alert)).size).toBe(7);
  });

  it("sounds no alert for a zone that a single user is past, and says so", () => {
    const text = written("prometheus", { ...settings, emptyZones: ["green"] });
    expect(text).not.toContain("alert: HeadroomPastGreen");
    expect(text).toContain("# No alert for the end of green: a single user is past it already.");
    expect(text).toContain("alert: HeadroomPastYellowP95");
  });
});

describe("grafana", () => {
  const step = z.strictObject({ color: z.string(), value: z.number().nullable() });
  const source = z.strictObject({ type: z.literal("prometheus"), uid: z.literal("$datasource") });
  /** Of Grafana's schema of dashboards what is written, and nothing else. */
  const dashboard = z.strictObject({
    title: z.string().min(1),
    description: z.string(),
    schemaVersion: z.number().int().min(36),
    tags: z.array(z.string()),
    editable: z.boolean(),
    refresh: z.string().regex(/^\d+s$/),
    time: z.strictObject({ from: z.string().regex(/^now-\d+h$/), to: z.literal("now") }),
    templating: z.strictObject({
      list: z.array(
        z.strictObject({
          name: z.literal("datasource"),
          label: z.string(),
          type: z.literal("datasource"),
          query: z.literal("prometheus"),
        }),
      ),
    }),
    panels: z.array(
      z.strictObject({
        id: z.number().int().positive(),
        type: z.literal("timeseries"),
        title: z.string(),
        description: z.string(),
        datasource: source,
        gridPos: z.record(z.enum(["x", "y", "w", "h"]), z.number().int().nonnegative()),
        targets: z.array(
          z.strictObject({ refId: z.string(), datasource: source, expr: z.string() }),
        ),
        fieldConfig: z.strictObject({
          defaults: z.strictObject({
            unit: z.enum(["s", "percentunit", "reqps"]),
            min: z.number(),
            thresholds: z.strictObject({
              mode: z.literal("absolute"),
              steps: z.array(step),
            }),
            custom: z.strictObject({
              thresholdsStyle: z.strictObject({ mode: z.literal("area") }),
            }),
          }),
          overrides: z.array(z.never()),
        }),
      }),
    ),
  });

  it("draws the end of each zone, the recommended load and the rate limit, and asks what promtool reads", () => {
    const text = written("grafana");
    const { panels, description } = dashboard.parse(JSON.parse(text));
    expect(description).toMatch(/^Ticket shop: written by headroom 0\.0\.0-test/);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    const steps = panels.map(({ fieldConfig }) => fieldConfig.defaults.thresholds.steps);
    expect(steps[0]).toEqual([
      { color: "green", value: null },
      { color: "yellow", value: 0.1 },
      { color: "orange", value: 0.5 },
      { color: "red", value: 2 },
    ]);
    expect(steps[1]?.map(({ value }) => value)).toEqual([null, 0.001, 0.01, 0.05]);
    for (const list of steps) {
      const ends = list.slice(1).map(({ value }) => value ?? Number.NaN);
      expect(ends).toEqual([...ends].sort((a, b) => a - b));
    }
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    const rules = expressions.map((expr, i) => ({ record: `panel:${i}`, expr }));
    const file = JSON.stringify({ groups: [{ name: "panels", rules }] }); // JSON is YAML
    expect(sound).toContain(checked("promtool", (one) => ["check", "rules", one], file));
  });

  it("leaves out what the plan does not know", () => {
    const none = { ...withRate(null), recommendedRate: null };
    const { panels } = dashboard.parse(JSON.parse(written("grafana", none)));
    expect(panels[2]?.fieldConfig.defaults.thresholds.steps).toEqual([
      { color: "green", value: null },
    ]);
  });

  it("keeps a name with line breaks and quotes inside its strings", () => {
    const named = { ...settings, name: 'a\nb "c"' };
    expect(JSON.parse(written("grafana", named)).title).toBe('a b "c": capacity zones');
  });
});

describe("rate limits", () => {
  it("nginx lets in what the plan says, whole requests or by the minute", () => {
    const text = written("nginx");
    expect(text).toContain(`rate=${rate}r/s;`);
    expect(written("nginx", withRate(0.5))).toContain("rate=30r/m;");
    const whole = `events {}\nhttp {\n${text}server { listen 8080; location / { return 204; } }\n}\n`;
    const args = (file: string) => ["-t", "-q", "-c", file, "-g", `pid ${file}.pid;`];
    expect(sound).toContain(checked("nginx", args, whole));
    const directive = /^(#.*|[a-z_]+( [^\s;{}]+)+;)?$/;
    for (const line of text.split("\n")) expect(line).toMatch(directive);
  });

  it("nginx has a limit for each user, to be switched on, twice what one of the test sends", () => {
    const text = written("nginx");
    expect(text).toContain("A user of the test sends 0.8 req/s");
    const switched = text.replace(/^#(limit_req)/gm, "$1");
    expect(switched).toContain("limit_req_zone $http_authorization zone=per_user:10m rate=96r/m;");
    expect(switched).toContain("limit_req zone=per_user burst=6 nodelay;");
    const whole = `events {}\npid ${join(ownFolder(), "pid")};\nhttp {\n${switched}}\n`;
    const args = (file: string) => ["-t", "-q", "-e", "stderr", "-c", file];
    expect(sound).toContain(checked("nginx", args, whole));
  });

  it("Envoy fills its bucket at the plan's rate, never faster", () => {
    const bucket = z.object({
      max_tokens: z.number().int().min(1),
      tokens_per_fill: z.number().int().min(1),
      fill_interval: z.string().regex(/^[\d.]+s$/),
    });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e5, noNaN: true }), (value) => {
        const [filter] = parse(written("envoy", withRate(value)));
        expect(filter.name).toBe("envoy.filters.http.local_ratelimit");
        const { tokens_per_fill, fill_interval } = bucket.parse(filter.typed_config.token_bucket);
        const lets = tokens_per_fill / Number.parseFloat(fill_interval);
        expect(lets).toBeLessThanOrEqual(value * (1 + 1e-9));
        expect(lets).toBeGreaterThan(0.99 * value);
      }),
    );
    const [{ typed_config }] = parse(written("envoy"));
    expect(typed_config.token_bucket.tokens_per_fill).toBe(rate);
  });

  it.each(["nginx", "envoy"] as const)("%s is refused where the ceiling is not known", (name) => {
    expect(() => written(name, withRate(null))).toThrow(NotPlanned);
  });
});

describe("pools", () => {
  it("are as measured, and wait as long as an answer may take", () => {
    expect(number(written("hikaricp"), "spring.datasource.hikari.maximum-pool-size")).toBe(20);
    expect(number(written("hikaricp"), "spring.datasource.hikari.connection-timeout")).toBe(3000);
    expect(number(written("sqlalchemy"), "pool_size")).toBe(20);
    expect(number(written("sqlalchemy"), "max_overflow")).toBe(0);
    expect(number(written("asyncpg"), "max_size")).toBe(20);
    expect(number(written("node-postgres"), "max")).toBe(20);
    expect(number(written("node-postgres"), "connectionTimeoutMillis")).toBe(3000);
  });

  it("wait as long as is known of the platform, whatever the policy promises", () => {
    const waits = (name: ExportName, key: string, acquireTimeOut: number) =>
      number(written(name, withClients({ acquireTimeOut })), key);
    expect(waits("hikaricp", "spring.datasource.hikari.connection-timeout", 30)).toBe(30000);
    expect(waits("sqlalchemy", "pool_timeout", 30)).toBe(30);
    expect(waits("asyncpg", "ACQUIRE_TIMEOUT", 1.5)).toBe(1.5);
    expect(waits("node-postgres", "connectionTimeoutMillis", 1.5)).toBe(1500);
    expect(waits("pgbouncer", "query_wait_timeout", 30)).toBe(30);
    const text = written("sqlalchemy", withClients({ acquireTimeOut: 30 }));
    expect(text).toContain("waits 30 s for a connection fails: the acquireTimeOut");
    expect(text).toContain("longer than 3 s for a connection has broken the promise of the policy");
    expect(written("sqlalchemy", withClients({ acquireTimeOut: 2 }))).not.toContain("promise");
    // What a program cannot take is written as near as it can, and said.
    const short = written("hikaricp", withClients({ acquireTimeOut: 0.1 }));
    expect(number(short, "spring.datasource.hikari.connection-timeout")).toBe(250);
    expect(short).toContain("0.1 s as near as it can be written here: 0.25 s.");
    expect(waits("node-postgres", "connectionTimeoutMillis", 1e-5)).toBe(1);
  });

  it("are no replica's own where all share one", () => {
    const shared = withClients({ pool: 90, owner: "all", accepts: 80 });
    for (const name of ["hikaricp", "sqlalchemy", "asyncpg", "node-postgres"] as const) {
      expect(() => written(name, shared)).toThrow(/share the pool of 90 connections/);
    }
    const text = written("pgbouncer", shared);
    const none = withClients({ accepts: 5, acceptsBy: "model" });
    expect(() => written("pgbouncer", none)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("maxConnections of the model") }),
    );
    // 80 less the 5 of others.
    expect(number(text, "default_pool_size")).toBe(75);
    expect(text).not.toContain("max_client_conn =");
  });

  it("keep an overflow as such, which gives way first where less is accepted", () => {
    const of = withClients({ pool: 15, overflow: 10 });
    const text = written("sqlalchemy", of);
    expect(text).toContain("with 15 connections (5 and an overflow of 10) in each of 2 replicas");
    expect([number(text, "pool_size"), number(text, "max_overflow")]).toEqual([5, 10]);
    expect(number(written("hikaricp", of), "spring.datasource.hikari.maximum-pool-size")).toBe(15);
    expect(number(written("hikaricp", of), "spring.datasource.hikari.minimum-idle")).toBe(5);
    expect([
      number(written("asyncpg", of), "min_size"),
      number(written("asyncpg", of), "max_size"),
    ]).toEqual([5, 15]);
    expect(number(written("node-postgres", of), "max")).toBe(15);
    // (29 − 5) / 3 = 8 of each replica.
    const less = written("sqlalchemy", withClients({ pool: 15, overflow: 10, accepts: 29 }));
    expect([number(less, "pool_size"), number(less, "max_overflow")]).toEqual([5, 3]);
  });

  it("never ask the database for more than it accepts", () => {
    const clients = fc.record({
      pool: fc.integer({ min: 1, max: 200 }),
      replicas: fc.integer({ min: 1, max: 20 }),
      accepts: fc.integer({ min: 1, max: 500 }),
      others: fc.integer({ min: 0, max: 50 }),
      surge: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(clients, (given) => {
        const of = withClients(given);
        const { replicas, surge, others, accepts, pool } = given;
        const fits = Math.floor((accepts - others) / (replicas + surge));
        if (fits < 1) {
          expect(() => written("sqlalchemy", of)).toThrow(NotPlanned);
          return;
        }
        const size = number(written("sqlalchemy", of), "pool_size");
        expect(size).toBe(Math.min(pool, fits));
        const central = number(written("pgbouncer", of), "default_pool_size");
        expect(central + others).toBeLessThanOrEqual(accepts);
        expect(central).toBeLessThanOrEqual(pool * replicas);
      }),
    );
  });

  it("PgBouncer stands in an INI file, with the clients of a rollout", () => {
    const text = written("pgbouncer");
    for (const line of text.split("\n")) {
      expect(line).toMatch(/^(;.*|\[pgbouncer\]|[a-z_]+ = \w+)?$/);
    }
    expect(number(text, "default_pool_size")).toBe(40);
    expect(number(text, "max_client_conn")).toBe(60);
    expect(number(text, "query_wait_timeout")).toBe(3);
    // It has no check of its own: it starts with the file, and says what it does not know.
    const folder = ownFolder();
    chmodSync(folder, 0o777);
    const whole = `${text}unix_socket_dir = ${folder}\nlisten_port = 16432\nauth_type = any\n[databases]\nshop = host=127.0.0.1 user=shop\n`;
    const file = join(folder, "pgbouncer.ini");
    writeFileSync(file, whole);
    const root = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
    const { stderr, error } = spawnSync("/usr/sbin/pgbouncer", [...root, file], {
      ...{ encoding: "utf8", timeout: 2000, killSignal: "SIGINT" },
    });
    const missing = error !== undefined && "code" in error && error.code === "ENOENT";
    if (missing && !process.env["CI"]) return;
    expect(stderr).toContain("process up");
    expect(stderr).not.toMatch(/ERROR|FATAL|WARNING unrec/);
  });

  it.each(["hikaricp", "sqlalchemy", "asyncpg", "node-postgres", "pgbouncer"] as const)(
    "%s is refused where no size is known",
    (name) => {
      expect(() => written(name, withClients({ pool: null }))).toThrow(/size of the pool/);
    },
  );
});

describe("autoscalers", () => {
  it("start a replica at the recommended load of each, less the margin", () => {
    // 150 req/s of 2 replicas / 1.2 = 62.5; (100 − 5)/20 − 1 = 3 replicas have connections.
    const hpa = parse(written("hpa"));
    expect(hpa).toMatchObject({
      ...{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
      spec: {
        ...{ minReplicas: 2, maxReplicas: 3 },
        metrics: [{ pods: { target: { type: "AverageValue", averageValue: "62500m" } } }],
        behavior: { scaleUp: { stabilizationWindowSeconds: 0 } },
      },
    });
    const scaled = parse(written("keda"));
    expect(scaled).toMatchObject({
      ...{ apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject" },
      spec: { minReplicaCount: 2, maxReplicaCount: 3, triggers: [{ type: "prometheus" }] },
    });
    expect(scaled.spec.triggers[0].metadata.threshold).toBe("62.5");
  });

  describe("where it is known how long a replica takes", () => {
    const users = limits.recommended.value;
    const growing = (perSecond: number, startTime = 60): PlannedSettings => ({
      ...withClients({ accepts: null }),
      scaling: { startTime, growth: perSecond, from: "known", users: perSecond * startTime },
    });
    const targetOf = (text: string) => {
      const target = String(parse(text).spec.metrics[0].pods.target.averageValue);
      return Number.parseFloat(target) / (target.endsWith("m") ? 1000 : 1);
    };

    it("leave room for whoever comes meanwhile, at every number of replicas", () => {
      // 2 replicas carry all that are recommended, 150 req/s; a third of them comes in a minute: 100 req/s are left.
      const text = written("hpa", growing(users / 3 / 60));
      expect(targetOf(text)).toBeCloseTo(50, 1);
      expect(parse(text).spec.minReplicas).toBe(2);
      expect(text).toContain(`${Math.ceil(users / 3)} more in 60 s`);
      fc.assert(
        fc.property(fc.double({ min: 0.001, max: 1, noNaN: true }), (share) => {
          const text = written("hpa", growing((share * users) / 60));
          const { spec } = parse(text);
          const perReplica = targetOf(text);
          const grown = share * 150;
          for (let n = spec.minReplicas; n < spec.maxReplicas; n++) {
            expect(n * perReplica + grown).toBeLessThanOrEqual(n * 75 * 1.006);
          }
          expect(perReplica).toBeLessThanOrEqual(62.5);
        }),
      );
    });

    it("keep the policy's margin where load grows slowly", () => {
      expect(targetOf(written("hpa", growing(0.001)))).toBeCloseTo(62.5, 9);
    });

    it("begin with more replicas, or are refused, where load outruns the start of one", () => {
      expect(parse(written("keda", growing((0.7 * users) / 60))).spec.minReplicaCount).toBe(3);
      expect(() => written("hpa", growing((3 * users) / 60))).toThrow(
        /no threshold is early enough for replicas that serve after 60 s: 12 replicas would have to run/,
      );
    });
  });

  it.each(["hpa", "keda"] as const)("%s is refused where no load is recommended", (name) => {
    expect(() => written(name, { ...settings, recommendedRate: null })).toThrow(NotPlanned);
  });

  const roomy = withClients({ accepts: null });
  const where = (gain: (replicas: number) => Partial<ReplicaGain>): PlannedSettings => ({
    ...roomy,
    replicaGain: (replicas) => ({ ...helpful, ...gain(replicas) }),
  });

  it.each(["hpa", "keda"] as const)(
    "%s is refused where something behind the API limits",
    (name) => {
      const behind = where(() => ({
        ...{ raises: 0.01, wall: "database" },
        after: { value: 240, low: 230, high: 250 },
      }));
      expect(() => written(name, behind)).toThrow(
        "limited by the database, so a further replica of the API is no sure remedy, at whatever threshold: with 3 replicas the breaking point goes from 300 to 240 users, and rises by 5 % or more with 1.0 % (asked: 90 %)",
      );
    },
  );

  it("says that a breaking point stays, or lies beyond the predictions", () => {
    const same = { value: 256, low: 250, high: 260 };
    const refusal = (before: typeof same, after: typeof same) => {
      try {
        written(
          "hpa",
          where(() => ({ raises: 0.01, before, after })),
        );
      } catch (error) {
        return String(error);
      }
      return "";
    };
    expect(refusal(same, same)).toContain("the breaking point stays at 256 users, and rises by");
    const end = { value: 600, low: 600, high: 600 };
    expect(refusal(same, end)).toContain("goes from 256 to beyond 600 users");
    expect(refusal(end, end)).toContain("stays beyond 600 users");
  });

  it("are refused where a further replica raises something, but does not carry its share", () => {
    expect(() =>
      written(
        "hpa",
        where(() => ({ carries: 0.4 })),
      ),
    ).toThrow("3 replicas carry 188 req/s with 40 % (asked: 90 %)");
  });

  it("end at the last replica that helps, and ask for what all are sent", () => {
    const asked: [number, number][] = [];
    const settled: PlannedSettings = {
      ...roomy,
      replicaGain: (replicas, rate) => {
        asked.push([replicas, rate]);
        return { ...helpful, raises: replicas < 4 ? 0.95 : 0.5 };
      },
    };
    expect(parse(written("hpa", settled)).spec.maxReplicas).toBe(3);
    expect(asked).toEqual([
      [3, 187.5],
      [4, 250],
    ]);
    expect(written("hpa", settled)).toContain("A replica more is not sure to help (asked: 90 %).");
    expect(parse(written("hpa", roomy)).spec.maxReplicas).toBe(4);
  });

  it("are refused where the database has no connections for another replica", () => {
    expect(() => written("hpa", withClients({ accepts: 60 }))).toThrow(
      "the database accepts 60 connections, too few for the pool of another replica: 2 + 1 + 1 of a rollout need 85",
    );
  });
});
