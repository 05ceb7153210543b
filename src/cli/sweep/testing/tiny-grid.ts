/** A model and a grid in a folder of their own, as files, for the built program to run. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What `npm run build` made. */
export const program = fileURLToPath(new URL("../../../../dist/cli/headroom.js", import.meta.url));

const model = `
title: One queue
thinkTime: 1 s
endpoints:
  - { name: "GET /a", weight: 1, kind: read }
stations:
  - name: database
    kind: queue
    role: database
    discipline: fifo
    servers: 2
    work:
      "*": { demand: 20 ms }
pools:
  - { name: connections, role: connections, size: 10, around: [database], held: request }
`;

/** The folder, with model.yaml and grid.yaml in it. */
export function gridFolder(grid: string): string {
  const folder = mkdtempSync(join(tmpdir(), "headroom-grid-"));
  writeFileSync(join(folder, "model.yaml"), model);
  writeFileSync(join(folder, "grid.yaml"), grid);
  return folder;
}

/** So many cells of some milliseconds each. */
export function simulatedGrid(cells: number, seconds: number): string {
  return [
    ...["title: Tiny", "method: simulated", "model: model.yaml", "loads: [20 users, 60 users]"],
    ...[`duration: ${seconds} s`, "warmUp: 1 s", `replications: ${cells / 2}`, ""],
  ].join("\n");
}
