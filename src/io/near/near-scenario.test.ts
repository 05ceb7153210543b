import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { InputError } from "../../workspace/input-error.ts";
import { requireScenarioFiles } from "./near-scenario.ts";

const root = mkdtempSync(join(tmpdir(), "headroom-near-"));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, "models/scenarios"), { recursive: true });
writeFileSync(
  join(root, "headroom.yaml"),
  "name: shop\ncampaign: data\nscenarios: models/scenarios/*.yaml\n",
);
writeFileSync(join(root, "models/scenarios/pool-100.yaml"), "");

const problemsOf = (paths: readonly string[], folder = root) => {
  try {
    requireScenarioFiles(folder, folder, paths);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ file, hint }) => [file, hint]);
  }
};

describe("requireScenarioFiles", () => {
  it("names the scenario that was meant, by its name alone or with a slip in it", () => {
    const meant = "did you mean models/scenarios/pool-100.yaml?";
    expect(problemsOf(["pool-100"])).toEqual([["pool-100", meant]]);
    expect(problemsOf(["models/pool100.yaml"])).toEqual([["models/pool100.yaml", meant]]);
  });

  it("says nothing of files that are there, of standard input, or where nothing is near", () => {
    expect(problemsOf(["models/scenarios/pool-100.yaml", "-"])).toEqual([]);
    expect(problemsOf(["quarterly-report.pdf"])).toEqual([]);
  });

  it("leaves a folder that is no workspace to whoever reads it", () => {
    const other = mkdtempSync(join(tmpdir(), "headroom-none-"));
    expect(problemsOf(["pool-100"], other)).toEqual([]);
    rmSync(other, { recursive: true });
  });
});
