/**
 * Damages every file below a folder, and texts that fast-check makes, and imports each as `headroom
 * import` does; every tenth goes through the command itself and a disk. Nothing may throw, take 2 s, give
 * a number that is none, exit with anything but 0 or 2, or leave half a campaign behind. Prints counts;
 * ends with 1 at a fault, whose input it keeps.
 *
 *   node --import tsx scripts/fuzz-imports.ts <folder> [count] [seed]
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import { run } from "../src/cli/launch.ts";
import { ownParsers, ownTable } from "../src/ingest/own-tables.ts";
import { importFaults } from "../src/ingest/testing/import-faults.ts";
import { mutateBytes } from "../src/ingest/testing/mutate-bytes.ts";
import { RandomStream } from "../src/random/random-stream.ts";

const slowest = 2000; // ms
const throughCommand = 10;

const [folder, count = "20000", seed = "1"] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: fuzz-imports.ts <folder> [count] [seed]");

function filesIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => {
      const inner = join(path, entry.name);
      return entry.isDirectory() ? filesIn(inner) : [inner];
    })
    .sort();
}

const stream = RandomStream.fromSeed(Number(seed));
const draw = (bound: number) => Math.floor(stream.uniform() * bound);
const samples = filesIn(folder).map((path) => ({
  name: basename(path),
  bytes: readFileSync(path),
}));
const scratch = mkdtempSync(join(tmpdir(), "headroom-fuzz-"));

/** A first line of a sample, so that its format is recognized, and anything below it. */
function invented(sample: Uint8Array, number: number): Uint8Array {
  const text = new TextDecoder().decode(sample.subarray(0, 2000));
  const first = text.slice(0, Math.max(1, text.search(/[\r\n]|$/)));
  const cell = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));
  const rows = fc.array(fc.array(cell, { maxLength: 24 }).map((cells) => cells.join(",")));
  const below = fc.oneof(
    rows.map((lines) => lines.join("\n")),
    fc.json(),
    fc.string(),
  );
  const [made = ""] = fc.sample(below, { seed: Number(seed) + number, numRuns: 1 });
  return new TextEncoder().encode(number % 4 === 0 ? made : `${first}\n${made}`);
}

/** The command, its exit code, and what it left on the disk. */
async function commandFaults(name: string, bytes: Uint8Array): Promise<readonly string[]> {
  const home = join(scratch, "home");
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home);
  writeFileSync(join(home, name), bytes);
  const silent = { stdout: () => {}, stderr: () => {}, env: {}, terminal: false };
  const code = await run(["import", name, "-o", "out", "--users", "5"], { cwd: home, ...silent });
  const left = existsSync(join(home, "out")) ? readdirSync(join(home, "out")) : [];
  codes.set(code, (codes.get(code) ?? 0) + 1);
  if (code === 2) return left.length > 0 ? [`exit 2 and left ${left}`] : [];
  if (code !== 0) return [`exit code ${code}`];
  if (!left.includes("levels.csv")) return ["exit 0 and no levels.csv"];
  return left.flatMap((file) => {
    if (file === "README.md") return [];
    const text = readFileSync(join(home, "out", file), "utf8");
    const kind = ownTable(text);
    return kind && ownParsers[kind](text, file).ok ? [] : [`${file} cannot be read back`];
  });
}

const codes = new Map<number, number>();
let [faulty, longest, slow] = [0, 0, ""];
for (let number = 0; number < Number(count); number++) {
  const { name, bytes } = samples[number % samples.length] ?? { name: "", bytes: new Uint8Array() };
  const other = samples[draw(samples.length)]?.bytes ?? bytes;
  const input = number % 7 === 6 ? invented(bytes, number) : mutateBytes(bytes, other, draw);
  const began = process.cpuUsage();
  const faults = [...importFaults(name, input)];
  // Of the processor: a busy machine is no fault of an importer.
  const used = process.cpuUsage(began);
  const took = (used.user + used.system) / 1000;
  if (took > longest) [longest, slow] = [took, `${name} (number ${number})`];
  if (took > slowest) faults.push(`took ${Math.round(took)} ms`);
  if (number % throughCommand === 0) faults.push(...(await commandFaults(name, input)));
  if (faults.length === 0) continue;
  faulty++;
  const kept = join(tmpdir(), `headroom-fault-${seed}-${number}-${name}`);
  writeFileSync(kept, input);
  console.log(`${name}, number ${number}, kept as ${kept}:\n  ${faults.join("\n  ")}`);
}
rmSync(scratch, { recursive: true, force: true });
const exits = [...codes].map(([code, times]) => `${times} exited ${code}`).join(", ");
console.log(
  `${count} inputs from ${samples.length} files, seed ${seed}: ${faulty} faults; ` +
    `through the command: ${exits}; the longest took ${Math.round(longest)} ms: ${slow}`,
);
process.exitCode = faulty > 0 ? 1 : 0;
