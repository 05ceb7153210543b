/** Every command sees the same platform today: the built program on a testbed; golden.test.ts has the reference. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerIn, expectOneToday } from "./testing/one-today.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "headroom-today-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A workspace of one campaign and one model, with the reference's policy and one of its changes. */
beforeAll(() => {
  mkdirSync(join(folder, "models/hypotheses"), { recursive: true });
  cpSync(join(root, "data/testbed/A"), join(folder, "data"), { recursive: true });
  cpSync(
    join(root, "models/testbed/platform.yaml"),
    join(folder, "models/hypotheses/platform.yaml"),
  );
  for (const path of ["models/policy.yaml", "models/improvements/pool-100.yaml"]) {
    cpSync(join(root, path), join(folder, path));
  }
  writeFileSync(
    join(folder, "headroom.yaml"),
    [
      "name: today",
      "campaign: data",
      "policy: models/policy.yaml",
      "hypotheses: models/hypotheses/*.yaml",
      "improvements: models/improvements/*.yaml",
      "out: out",
      "",
    ].join("\n"),
  );
});

describe("today on a testbed", () => {
  it("is one: plan, what-if, check, predict, next and optimize agree to the last digit", () => {
    const { limits } = answerIn(folder, "plan");
    expect(limits).toBeDefined();
    expectOneToday(folder, limits);
  });
});
