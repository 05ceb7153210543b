/**
 * Executes every notebook without a browser, on Deno's kernel, and compares what its cells
 * show with what is committed. Exit code 1 on a type error, an error in a cell, a word on
 * stderr, a cell that shows nothing, or another output.
 *
 *   npm run notebooks              types, execution, comparison
 *   npm run notebooks -- --write   types, execution; the new outputs are kept
 *
 * Needs the built package and Python with nbclient (Debian: python3-nbclient). Nothing is written outside of the
 * repository; what is generated beside the notebooks starts with a dot.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

type Text = string | readonly string[];

interface Output {
  readonly output_type: string;
  /** "stdout" or "stderr" of a stream. */
  readonly name?: string;
  readonly text?: Text;
  readonly data?: Readonly<Record<string, unknown>>;
}

interface Cell {
  readonly cell_type: "code" | "markdown" | "raw";
  readonly source: Text;
  readonly outputs?: readonly Output[];
}

interface Notebook {
  readonly cells: readonly Cell[];
}

class Failure extends Error {}

const folder = fileURLToPath(new URL("../notebooks", import.meta.url));
const state = join(folder, ".jupyter");
const fit = join(state, "fit.json");
const require = createRequire(import.meta.url);

/** A cell that takes longer hangs. */
const SECONDS_PER_CELL = 120;

/**
 * Notebook on stdin, executed notebook on stdout, an error in a cell on stderr. Deno 2.9 now
 * and then says "idle" before it sends the result of the cell, which nbclient would drop:
 * here a cell is complete when it is idle and has shown something.
 */
const EXECUTE = `
import sys, nbformat
from nbclient import NotebookClient
from nbclient.exceptions import (
    CellExecutionComplete, CellExecutionError, CellTimeoutError, DeadKernelError)

class PatientClient(NotebookClient):
    idle = False
    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] == "execute_input":
            self.idle = False
        try:
            super().process_message(msg, cell, cell_index)
        except CellExecutionComplete:
            self.idle = True
        if self.idle and any(output.output_type != "stream" for output in cell.outputs):
            raise CellExecutionComplete()

notebook = nbformat.read(sys.stdin, as_version=4)
client = PatientClient(notebook, kernel_name="deno", timeout=${SECONDS_PER_CELL},
    record_timing=False, resources={"metadata": {"path": sys.argv[1]}})
try:
    client.execute()
except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
    sys.exit(str(error))
nbformat.write(notebook, sys.stdout)
`;

const textOf = (text: Text) => (typeof text === "string" ? text : text.join(""));
const linesOf = (text: Text) => textOf(text).split("\n");

function read(file: string): Notebook {
  return JSON.parse(readFileSync(join(folder, file), "utf8")) as Notebook;
}

function run(command: string, args: readonly string[], input = "") {
  const env = {
    ...process.env,
    NO_COLOR: "1",
    JUPYTER_PATH: state,
    JUPYTER_CONFIG_DIR: join(state, "config"),
    JUPYTER_DATA_DIR: join(state, "data"),
    JUPYTER_RUNTIME_DIR: join(state, "runtime"),
    IPYTHONDIR: join(state, "ipython"),
    DENO_DIR: join(state, "deno"),
    DENO_NO_UPDATE_CHECK: "1",
    PYTHONUTF8: "1",
    HEADROOM_NOTEBOOK_FIT: fit,
  };
  const maxBuffer = 2 ** 28;
  return spawnSync(command, args, { input, env, cwd: folder, encoding: "utf8", maxBuffer });
}

/** The interpreter that has nbclient: the one on the path, or the system's, for which Debian packs it. */
function pythonWithNbclient(): string {
  const found = ["python3", "/usr/bin/python3"].find(
    (python) => run(python, ["-c", "import nbclient, nbformat"]).status === 0,
  );
  if (found !== undefined) return found;
  throw new Failure(
    "no Python with nbclient was found\n  Debian: apt-get install --no-install-recommends python3-nbclient; elsewhere: pip install nbclient",
  );
}

/** Deno itself, asked through its npm launcher, which works whether or not its install script ran. */
function denoPath(): string {
  const launcher = join(dirname(require.resolve("deno/package.json")), "bin.cjs");
  const asked = run(process.execPath, [launcher, "eval", "console.log(Deno.execPath())"]);
  if (asked.status !== 0) throw new Failure(`deno does not start\n${asked.stderr}`);
  return asked.stdout.trim();
}

/** Made anew on every run: a kernel is found by an absolute path, which differs by machine. */
function writeKernel(): void {
  const kernel = {
    argv: [denoPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    env: { NO_COLOR: "1" },
  };
  const home = join(state, "kernels", "deno");
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "kernel.json"), `${JSON.stringify(kernel, null, 2)}\n`);
}

/** Deno runs cells without looking at their types: tsc does, on all cells of a notebook as one module. */
function checkTypes(files: readonly string[]): void {
  const places = new Map<string, readonly string[]>();
  const config = join(folder, ".tsconfig.json");
  const settings = {
    extends: "../tsconfig.json",
    include: [],
    files: files.map(cellsOf),
  };
  try {
    for (const file of files) places.set(cellsOf(file), writeCells(file));
    writeFileSync(config, JSON.stringify(settings));
    const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
    const checked = run(process.execPath, [tsc, "-p", config, "--pretty", "false"]);
    if (checked.status === 0) return;
    throw new Failure(
      `${checked.stdout}${checked.stderr}`.replace(
        /^(\S*\.cells\.ts)\((\d+),(\d+)\)/gm,
        (_, cells, line, column) =>
          `${places.get(basename(cells))?.[Number(line) - 1]} column ${column}`,
      ),
    );
  } finally {
    for (const file of files) rmSync(join(folder, cellsOf(file)), { force: true });
    rmSync(config, { force: true });
  }
}

const cellsOf = (file: string) => `.${file.replace(/\.ipynb$/, "")}.cells.ts`;

/** Writes all cells of a notebook as one module; where each of its lines stands. */
function writeCells(file: string): readonly string[] {
  const places: string[] = [];
  const code: string[] = [];
  for (const [i, { cell_type, source }] of read(file).cells.entries()) {
    if (cell_type !== "code") continue;
    for (const [line, text] of linesOf(source).entries()) {
      code.push(text);
      places.push(`${file} cell ${i + 1} line ${line + 1}`);
    }
  }
  writeFileSync(join(folder, cellsOf(file)), `${code.join("\n")}\n`);
  return places;
}

/** The fit that all notebooks read, taken from what the workspace keeps or made once. */
function writeFit(): void {
  const made = run(process.execPath, ["kept-fit.mjs"]);
  if (made.status !== 0) throw new Failure(`kept-fit.mjs: ${made.stderr}`);
  writeFileSync(fit, made.stdout);
}

/** The notebook as Jupyter writes it, outputs filled in. */
function execute(file: string, python: string): string {
  const source = readFileSync(join(folder, file), "utf8");
  const executed = run(python, ["-c", EXECUTE, folder], source);
  if (executed.status !== 0) throw new Failure(`${file}: ${executed.stderr}`);
  const notebook = JSON.parse(executed.stdout) as Notebook;
  for (const [i, { outputs }] of notebook.cells.entries()) {
    // A study has no cell without a result: where there is none, it was lost on the way.
    if (outputs?.length === 0) throw new Failure(`${file} cell ${i + 1} shows nothing`);
    const warned = outputs?.find(({ name }) => name === "stderr");
    if (warned) throw new Failure(`${file} cell ${i + 1} warns: ${textOf(warned.text ?? "")}`);
  }
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/** What a reader sees of a cell, line by line; a picture or a chart is one line with its hash. */
function seen(cell: Cell): readonly string[] {
  return (cell.outputs ?? []).flatMap(({ data = {}, text = "" }) => [
    ...(textOf(text) === "" ? [] : linesOf(text)),
    ...Object.entries(data).flatMap(([type, content]) =>
      type.startsWith("text/")
        ? linesOf(content as Text)
        : [`${type} ${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`],
    ),
  ]);
}

/** The first line of each cell that differs from what is committed. */
function differences(committed: Notebook, executed: Notebook): readonly string[] {
  return executed.cells.flatMap((cell, i) => {
    const [before, after] = [seen(committed.cells[i] ?? cell), seen(cell)];
    const length = Math.max(before.length, after.length);
    const at = Array.from({ length }, (_, line) => line).find((l) => before[l] !== after[l]);
    if (at === undefined) return [];
    return [`cell ${i + 1}\n  committed: ${before[at] ?? "–"}\n  now:       ${after[at] ?? "–"}`];
  });
}

function processNotebook(file: string, python: string, write: boolean): void {
  const start = performance.now();
  const text = execute(file, python);
  const executed = JSON.parse(text) as Notebook;
  const changed = differences(read(file), executed);
  if (write) writeFileSync(join(folder, file), text);
  else if (changed.length > 0) {
    throw new Failure(
      `${file} shows something else than what is committed\n${changed.join("\n")}\nIf that is right: npm run notebooks -- --write`,
    );
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const outcome = write ? `${changed.length} changed, written` : "the same outputs";
  console.log(`${file}: ${executed.cells.length} cells in ${seconds} s, ${outcome}`);
}

const unknown = process.argv.slice(2).filter((argument) => argument !== "--write");
try {
  if (unknown.length > 0)
    throw new Failure(`unknown argument ${unknown[0]}; only --write is known`);
  writeKernel();
  const python = pythonWithNbclient();
  const files = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
  if (files.length === 0) throw new Failure(`no notebook in ${folder}`);
  checkTypes(files);
  writeFit();
  for (const file of files.sort()) processNotebook(file, python, process.argv.includes("--write"));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message.trimEnd());
  process.exitCode = 1;
}
