import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InputError } from "../workspace/input-error.ts";
import { loadWorkspace, type WorkspaceParts } from "./load-workspace.ts";

const workspace = `name: Shop
campaign: data
hypotheses: models/h-*.yaml
scenarios: models/s-*.yaml
improvements: models/i-*.yaml
`;
const levels = "users,duration_s,requests,failures,throughput_rps,mean_ms\n10,300,2900,0,9.7,30\n";
const model = `title: a
thinkTime: 1 s
endpoints: [{ name: "GET /a", weight: 1, kind: read }]
stations: [{ name: db, kind: queue, discipline: ps, servers: 4, work: { "*": { demand: 5 ms } } }]
`;
const scenario = "title: More\nlevers: [{ lever: db.cores, to: 8 }]\n";

let folder = "";
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  write("headroom.yaml", workspace);
  write("data/levels.csv", levels);
  write("models/h-b.yaml", model);
  write("models/h-a.yaml", model.replace("title: a", "title: b"));
  write("models/s-cores.yaml", scenario);
  write("models/i-cores.yaml", `${scenario}cost: 2 days\n`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const load = (wanted?: WorkspaceParts) => loadWorkspace(folder, folder, wanted);
const problemsOf = async (wanted?: WorkspaceParts) => {
  const error: unknown = await load(wanted).catch((reason: unknown) => reason);
  if (!(error instanceof InputError)) throw new Error(`expected an InputError, got ${error}`);
  return error.problems;
};

describe("loadWorkspace", () => {
  it("gives the hypotheses, scenarios and improvements in the order of their file names", async () => {
    const { hypotheses, scenarios, improvements } = await load();
    expect(hypotheses.map(({ name, platform }) => [name, platform.title])).toEqual([
      ["h-a", "b"],
      ["h-b", "a"],
    ]);
    expect(scenarios).toMatchObject([{ name: "s-cores", cost: null, source: "" }]);
    expect(improvements).toMatchObject([{ name: "i-cores", cost: 16 }]);
  });

  it("has the hash of every file that it read among the inputs", async () => {
    const { inputs } = await load();
    expect(Object.keys(inputs)).toEqual([
      "data/levels.csv",
      "headroom.yaml",
      "models/h-a.yaml",
      "models/h-b.yaml",
      "models/i-cores.yaml",
      "models/s-cores.yaml",
    ]);
    expect(inputs["models/h-b.yaml"]).toBe(createHash("sha256").update(model).digest("hex"));
  });

  it("leaves alone what is not wanted, faults and all", async () => {
    write("models/h-b.yaml", "title: [");
    write("models/s-cores.yaml", "title: [");
    const { hypotheses, scenarios, inputs } = await load({ hypotheses: false, scenarios: false });
    expect([hypotheses, scenarios]).toEqual([[], []]);
    expect(Object.keys(inputs)).not.toContain("models/h-b.yaml");
  });

  it("tells the faults of all files at once, with line and column", async () => {
    write("models/h-a.yaml", model.replace("db,", "db, role: databse,"));
    write("models/s-cores.yaml", scenario.replace("db.cores", "db.coers"));
    write("models/i-cores.yaml", scenario);
    const problems = await problemsOf();
    expect(problems.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
      "models/h-a.yaml:4:30",
      "models/s-cores.yaml:2:19",
      "models/i-cores.yaml:1:1",
    ]);
    for (const { hint } of problems) expect(hint).not.toBe("");
  });

  it("tells endpoints of a lever that no model has, or nobody measured", async () => {
    const cached = "title: Cache\nlevers: [{ lever: cache, to: 60 %, endpoints: GET /b }]\n";
    write("models/s-cache.yaml", cached);
    const fault = {
      file: "models/s-cache.yaml",
      line: 2,
      column: 47,
      message: 'levers.0.endpoints: no endpoint matches "GET /b"',
      hint: "did you mean GET /a?",
    };
    expect(await problemsOf()).toEqual([fault]);
    expect((await load({ hypotheses: false })).scenarios).toHaveLength(2); // nothing to compare with
    write(
      "data/endpoints.csv",
      "users,method,path,requests,failures,mean_ms\n10,GET,/a,2900,0,30\n",
    );
    expect(await problemsOf({ hypotheses: false })).toEqual([fault]);
    write("models/s-cache.yaml", cached.replace("GET /b", "GET *"));
    expect((await load()).scenarios).toHaveLength(2);
  });

  it.each([
    ["hypotheses: models/h-*.yaml", "hypotheses: models/x-*.yaml", /no file fits/],
    ["hypotheses: models/h-*.yaml", "hypotheses: none/*.yaml", /is not a folder of hypotheses/],
    ["improvements: models/i-*.yaml", "improvements: none/*.yaml", /not a folder of improvements/],
    ["hypotheses: models/h-*.yaml", "hypotheses: ../h-*.yaml", /a path inside the workspace/],
    ["hypotheses:", "hypothesis:", /unknown key "hypothesis"/],
  ])("%s → %s is refused", async (from, to, message) => {
    write("headroom.yaml", workspace.replace(from, to));
    const problems = await problemsOf();
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(message);
  });

  it("has none of what the workspace does not name", async () => {
    write("headroom.yaml", "name: Shop\ncampaign: data\n");
    expect(await load()).toMatchObject({ hypotheses: [], scenarios: [], improvements: [] });
  });
});
