/** The example of docs/transfer.md as a workspace: its files, and the published figures that it names. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Campaigns of one machine type in two sizes. */
export const smallMachine = join(root, "data/campaigns/percona2021-c5-large/levels.csv");
export const largeMachine = join(root, "data/campaigns/percona2021-c5-4xlarge/levels.csv");

/** Of the document what follows the heading of the example. */
export function transferExample(): string {
  const document = readFileSync(join(root, "docs/transfer.md"), "utf8");
  return document.slice(document.indexOf("## An example"));
}

/** Writes the workspace into a folder: staging as it was measured, one level of production. */
export function writeTransferExample(folder: string): void {
  for (const [, file = "", text = ""] of transferExample().matchAll(
    /```yaml\n# (\S+)\n([\s\S]*?)```/g,
  )) {
    writeFileSync(join(folder, file), text);
  }
  mkdirSync(join(folder, "staging"));
  mkdirSync(join(folder, "production"));
  cpSync(smallMachine, join(folder, "staging/levels.csv"));
  const rows = readFileSync(largeMachine, "utf8").split("\n");
  const one = rows.filter((row) => /^(users|32),/.test(row)).join("\n");
  writeFileSync(join(folder, "production/levels.csv"), `${one}\n`);
}
