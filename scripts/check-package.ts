/**
 * Is the package what it promises? Packs it, installs it into an empty folder, and runs command, library and types
 * there on every Node that is promised; prints a table.
 *
 *   npm run build && node --import tsx scripts/check-package.ts [--sbom bill-of-materials.json] [--markdown]
 *
 * Needs the registry: the packages that it depends on, Node's binaries (npm's package `node`) and attw come from
 * there. The bill of materials is CycloneDX, of what is installed with the package, by `npm sbom`.
 */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { textTable } from "../src/wording/text-table.ts";
import { markdownTable } from "./markdown-table.ts";

/** Bytes of the packed package, at most. */
const MOST_BYTES = 3e6;

/** Major versions that `engines` promises. */
const NODES = [20, 22, 24];

const TYPES_WRONG = "@arethetypeswrong/cli@0.18.5";

const { values: given } = parseArgs({
  options: { sbom: { type: "string" }, markdown: { type: "boolean", default: false } },
});
const root = fileURLToPath(new URL("../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "headroom-package-"));
/** What a program that depends on the package does with it. */
const program = `
import { uslThroughput } from "headroom-planner/textbook";
import * as library from "headroom-planner";
import { loadWorkspace } from "headroom-planner/node";
const { campaign } = await loadWorkspace("workspace", "workspace");
if (campaign.levels.length === 0 || Object.keys(library).length === 0) throw new Error("empty");
if (typeof uslThroughput !== "function") throw new Error("no textbook");
`;

const rows: (readonly [string, string, boolean])[] = [];
try {
  const packed = pack();
  install(packed);
  for (const major of NODES) tryOn(major);
  tryTypes();
  note("publint --strict", run("npx", ["publint", "--strict"], root));
  const types = ["-y", TYPES_WRONG, packed, "--profile", "esm-only", "--no-color", "--no-emoji"];
  note(`attw ${TYPES_WRONG.split("@").at(-1)}, ESM only`, run("npx", types, folder));
  billOfMaterials();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const cells = rows.map(([what, said, ok]) => [what, ok ? "yes" : "NO", said]);
process.stdout.write(
  `${(given.markdown ? markdownTable : textTable)(["what", "holds", ""], cells)}\n`,
);
process.exitCode = rows.every(([, , ok]) => ok) ? 0 : 1;

function run(command: string, args: readonly string[], cwd: string): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 1e9 });
}

/** A line of the table; of what failed with the end of what it said. */
function note(
  what: string,
  { status, stdout, stderr }: SpawnSyncReturns<string>,
  said = "",
): boolean {
  const ok = status === 0;
  const end = `${stdout}${stderr}`.trim().split("\n").at(-1) ?? "";
  rows.push([what, ok ? said : end, ok]);
  if (!ok) process.stderr.write(`${what}:\n${stdout}${stderr}\n`);
  return ok;
}

function pack(): string {
  const packing = run(
    "npm",
    ["pack", "--ignore-scripts", "--json", "--pack-destination", folder],
    root,
  );
  const [made]: readonly { readonly filename: string; readonly entryCount: number }[] = JSON.parse(
    packing.stdout,
  );
  if (made === undefined) throw new Error(`npm pack: ${packing.stderr}`);
  const path = join(folder, made.filename);
  const bytes = statSync(path).size;
  const said = `${(bytes / 1e6).toFixed(2)} MB, ${made.entryCount} files`;
  rows.push([`npm pack, at most ${MOST_BYTES / 1e6} MB`, said, bytes <= MOST_BYTES]);
  return path;
}

function install(packed: string): void {
  writeFileSync(join(folder, "package.json"), '{"name":"consumer","private":true,"type":"module"}');
  const args = ["install", packed, "--omit=optional", "--no-audit", "--no-fund"];
  note("npm install into an empty folder", run("npm", args, folder), "without optional packages");
  for (const part of ["headroom.yaml", "data", "models"]) {
    cpSync(join(root, part), join(folder, "workspace", part), { recursive: true });
  }
}

function tryOn(major: number): void {
  const node = nodeOf(major);
  if (node === null) return;
  const version = run(node, ["--version"], folder).stdout.trim();
  const headroom = join(folder, "node_modules/headroom-planner/dist/cli/headroom.js");
  const commands = [
    ["--help"],
    ["calc", "mmc", "--arrival-rate", "140 req/s", "--service-time", "65 ms", "--servers", "10"],
    ["audit", "-C", "workspace"],
  ];
  for (const args of commands) {
    note(`${version}: headroom ${args[0]}`, run(node, [headroom, ...args], folder));
  }
  writeFileSync(join(folder, "program.mjs"), program);
  note(`${version}: library, textbook, node`, run(node, ["program.mjs"], folder));
}

/** The binary of a major version, from npm's package `node`; null, and noted, where it does not come. */
function nodeOf(major: number): string | null {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const place = join(folder, `node-${major}`);
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), "{}");
  const done = run("npm", ["install", `node@${major}`, "--no-audit", "--no-fund"], place);
  const node = join(place, "node_modules/node/bin/node");
  if (done.status === 0) return node;
  note(`Node ${major} from the registry`, done);
  return null;
}

/** A program that is checked against the types as they are packed. */
function tryTypes(): void {
  writeFileSync(
    join(folder, "program.ts"),
    'import type { Campaign } from "headroom-planner";\nimport { plan } from "headroom-planner";\n' +
      "export const levels = ({ levels: all }: Campaign): number => all.length;\n" +
      "// @ts-expect-error a plan needs its input\nplan();\n",
  );
  const options =
    "--noEmit --strict --module nodenext --moduleResolution nodenext --target es2023 --types";
  const tsc = join(root, "node_modules/.bin/tsc");
  note(
    "types, checked with tsc --strict",
    run(tsc, [...options.split(" "), "node", "program.ts"], folder),
  );
}

function billOfMaterials(): void {
  const made = run("npm", ["sbom", "--sbom-format", "cyclonedx", "--omit", "dev"], root);
  if (!note("npm sbom, CycloneDX", made)) return;
  const { components }: { readonly components: readonly Component[] } = JSON.parse(made.stdout);
  const unlicensed = components.filter(
    ({ name, licenses = [] }) => licenses.length === 0 && !hasLicense(name),
  );
  const names = unlicensed.map(({ name }) => name).join(", ");
  rows.push([
    "every package states its license",
    unlicensed.length === 0 ? `${components.length} packages` : names,
    unlicensed.length === 0,
  ]);
  if (given.sbom !== undefined) writeFileSync(resolve(given.sbom), made.stdout);
}

/** A file of its own says it, where the description does not. */
function hasLicense(name: string): boolean {
  return readdirSync(join(root, "node_modules", name)).some((file) => /^licen[cs]e/i.test(file));
}

interface Component {
  readonly name: string;
  readonly licenses?: readonly unknown[];
}
