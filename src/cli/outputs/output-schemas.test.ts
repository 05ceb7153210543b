/** What commands print with --json is what their JSON Schemas in docs/schemas/ say, no less and no more. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { afterAll, describe, expect, it } from "vitest";
import { shopWorkspace } from "../../explore/testing/shop-workspace.ts";
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
    "headroom.yaml": `${shopWorkspace["headroom.yaml"]}improvements: models/improvements/*.yaml\n`,
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
    ["explain"],
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
