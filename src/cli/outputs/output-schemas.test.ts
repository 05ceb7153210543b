/** What commands print with --json is what their JSON Schemas in docs/schemas/ say, no less and no more. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { afterAll, describe, expect, it } from "vitest";
import { shopWorkspace } from "../../explore/testing/shop-workspace.ts";
import { commands } from "../launch.ts";
import { outputSchemas } from "../testing/documents/output-schemas.ts";
import { runInside } from "../testing/run-inside.ts";
import { undescribed } from "../testing/undescribed.ts";

const docs = fileURLToPath(new URL("../../../docs/schemas/", import.meta.url));
const committed = readdirSync(docs).sort();

describe("docs/schemas/", () => {
  it("is what scripts/write-schemas.ts writes of the types", () => {
    const written = outputSchemas();
    expect(Object.keys(written)).toEqual(committed);
    for (const [name, content] of Object.entries(written)) {
      expect(readFileSync(join(docs, name), "utf8"), name).toBe(content);
    }
  });

  it("has one for every command but those that print no result", () => {
    const names = commands.map(({ usage }) => usage.split(" ")[0] ?? "");
    const silent = ["serve", "worker"];
    const described = [...names.filter((name) => !silent.includes(name)), "error"];
    expect(committed).toEqual(described.map((name) => `${name}.json`).sort());
  });

  it.each(committed)("has %s as a JSON Schema that lets later versions say more", (name) => {
    const text = readFileSync(join(docs, name), "utf8");
    expect(new Ajv({ strictTypes: false }).validateSchema(JSON.parse(text))).toBe(true);
    expect(text).not.toContain('"additionalProperties": false');
  });
});

describe("a small workspace", () => {
  const folder = mkdtempSync(join(tmpdir(), "headroom-outputs-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const days = Array.from({ length: 40 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)));
  const traffic = days.map((day, i) => `${day.toISOString().slice(0, 10)},${20 + (i % 7)}`);
  const files = {
    ...shopWorkspace,
    "traffic.csv": ["date,users", ...traffic, ""].join("\n"),
    "models/improvements/cores.yaml":
      "title: Twice the cores\ncost: 8 h\nlevers:\n  - { lever: db.cores, to: 2 * db.cores }\n",
    "headroom.yaml": [
      `${shopWorkspace["headroom.yaml"]}improvements: models/improvements/*.yaml`,
      'production: { sizes: { db.cores: 4 }, speed: { database: "1.0..1.4" } }',
      "",
    ].join("\n"),
    "impatient.yaml": [
      "title: Impatient",
      "load: { steady: 60 users }",
      "duration: 2 min",
      "clients: { timeOut: 500 ms, retry: { attempts: 10, backOff: 100 ms, factor: 1 } }",
      "",
    ].join("\n"),
    "spike.yaml":
      "title: Spike\nload: { spike: { base: 10 users, peak: 60 users, spawnRate: 10 users/s, at: 60 s, hold: 1 min } }\nduration: 5 min\n",
    "grid.yaml":
      "title: Tiny\nmethod: analytic\nmodel: models/hypotheses/pool.yaml\nloads: [10 users]\nlevers:\n  - { lever: pool.size, to: [1, 2, 4] }\n",
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }

  it.each([
    ["plan"],
    ["check"],
    ["what-if"],
    ["predict --users 20,40 --judge"],
    ["predict --rate 20"],
    ["next --for verdict -o locustfile.py"],
    ["optimize --users 60 --map pool.size,db.cores"],
    ["forecast traffic.csv -o forecast.svg"],
    ["audit data"],
    ["compare data data"],
    ["explain all"],
    ["explain all --users 40"],
    ["explain api.replicas --users 40"],
    ["explain"],
    ["fit"],
    ["validate data data --set pool.size=20"],
    ["validate data data --model models/hypotheses/pool.yaml"],
    ["transfer --users 40"],
    ["simulate --users 20 --replications 4 --duration 60s"],
    ["simulate --profile spike.yaml --replications 8 --prior"],
    ["stability --profile impatient.yaml --prior --from 10 --duration 1min"],
    ["sweep grid.yaml --dry-run"],
    ["sweep grid.yaml --shard 1/2"],
    ["sweep grid.yaml --shard 2/2"],
    ["sweep grid.yaml --manifest github --shards 2"],
    ["merge grid.shard-1-of-2.jsonl grid.shard-2-of-2.jsonl -o grid.jsonl"],
    ["chart zones -o zones.svg"],
    ["explore -o page.html"],
    ["report -o report.md"],
    ["export prometheus"],
    ["export prometheus -o alerts.yaml"],
    ["completion fish"],
    ["import data/levels.csv -o copied"],
    ["init data/levels.csv -C made"],
    ["init --pool 5 --pool-overflow 10 -C made"],
    ["calc mmc --arrival-rate 20req/s --service-time 40ms --servers 2 --verify"],
  ])("headroom %s", async (typed) => {
    const { stdout, stderr, status } = await runInside(folder, [...typed.split(" "), "--json"]);
    expect([0, 3, 4], stderr).toContain(status);
    expect(undescribed(typed.split(" ")[0] ?? "", stdout)).toEqual([]);
  });

  it.each([["check --users 1e9"], ["compare data nowhere"], ["predict --usrs 3"]])(
    "an error of headroom %s",
    async (typed) => {
      const { stdout, stderr } = await runInside(folder, [...typed.split(" "), "--json"]);
      expect(stdout).toBe("");
      expect(undescribed("error", stderr)).toEqual([]);
    },
  );

  it("fails the schema once it lacks a figure, has one more, or one of another kind", async () => {
    const { stdout } = await runInside(folder, ["audit", "--json"]);
    const data = JSON.parse(stdout);
    const { campaign: _, ...less } = data;
    expect(undescribed("audit", JSON.stringify(less))).toHaveLength(1);
    expect(undescribed("audit", JSON.stringify({ ...data, more: 1 }))).toHaveLength(1);
    expect(undescribed("audit", JSON.stringify({ ...data, incidents: ["40"] }))).toHaveLength(1);
  });
});
