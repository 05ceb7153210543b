/** out/ is what `headroom plan` writes for the reference platform: made again and compared. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { noSockets } from "./testing/no-sockets.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const workspace = mkdtempSync(join(tmpdir(), "headroom-golden-"));
for (const part of ["headroom.yaml", "data", "models"]) {
  cpSync(join(root, part), join(workspace, part), { recursive: true });
}
spawnSync(process.execPath, [noSockets, join(root, "dist/cli/headroom.js"), "plan"], {
  cwd: workspace,
});
afterAll(() => rmSync(workspace, { recursive: true }));

const committed = readdirSync(join(root, "out")).sort();

describe("out/", () => {
  it("holds exactly the files that headroom plan writes (run npm start after a change)", () => {
    expect(readdirSync(join(workspace, "out")).sort()).toEqual(committed);
  });

  it.each(committed)("has %s byte for byte", (file) => {
    const made = readFileSync(join(workspace, "out", file));
    expect(made.equals(readFileSync(join(root, "out", file)))).toBe(true);
  });
});
