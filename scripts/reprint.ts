/**
 * Prints anew all that is committed of the program's output, each after what it is made of, so that
 * no page is left behind: out/, the examples of README and docs, pictures, tables, schemas, notebooks. What studies print
 * (docs/coverage.md and others that name their script) stays.
 *
 *   npm run reprint
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeTransferExample } from "../src/cli/testing/transfer-example.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Made of what the program says of itself, and of out/. */
const writers = [
  "write-schemas.ts",
  "write-lever-docs.ts",
  "write-audit-docs.ts",
  "write-guide-pictures.ts",
  "write-reference-docs.ts",
] as const;

run(["npm", "run", "build"]);
run(["npm", "start"]);
for (const file of ["README.md", "docs/worked-examples.md"]) reprintExamples(file, copyOfReference);
reprintExamples("docs/transfer.md", writeTransferExample);
for (const writer of writers) run(["node", "--import", "tsx", `scripts/${writer}`]);
run(["npm", "run", "notebooks", "--", "--write"]);

/** What each `$ headroom …` of a document prints, in a workspace that is made for it. */
function reprintExamples(file: string, makeWorkspace: (folder: string) => void): void {
  const workspace = mkdtempSync(join(tmpdir(), "headroom-reprint-"));
  makeWorkspace(workspace);
  const text = readFileSync(join(root, file), "utf8").replace(
    /```console\n\$ headroom ([^\n]*)\n[\s\S]*?```/g,
    (_, command: string) => {
      const words = ["node", join(root, "dist/cli/headroom.js"), ...command.split(" ")];
      return `\`\`\`console\n$ headroom ${command}\n${run(words, workspace)}\`\`\``;
    },
  );
  writeFileSync(join(root, file), text);
  rmSync(workspace, { recursive: true });
}

function copyOfReference(folder: string): void {
  for (const part of ["headroom.yaml", "data", "models", "out", ".headroom"]) {
    if (existsSync(join(root, part)))
      cpSync(join(root, part), join(folder, part), { recursive: true });
  }
}

/** What a command prints; a verdict that is not GO ends with a code of its own and is an answer, too. */
function run([command = "", ...args]: readonly string[], cwd = root): string {
  const { stdout, stderr, status } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
    maxBuffer: 1e9,
  });
  if (status === 0 || (cwd !== root && (status === 3 || status === 4))) return stdout;
  throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
}
