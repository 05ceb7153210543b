/**
 * The large-file engine: DuckDB, an optional package, in a database of its own below the system's
 * folder for temporary files. Loaded only when a file is given to it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../../workspace/input-error.ts";

export type Cell = string | number | boolean | null;

export interface Engine {
  /** Where temporary tables are written; removed when the engine is closed. */
  readonly folder: string;
  /** Rows of a query, its numbers cast to DOUBLE or INTEGER. */
  rows(sql: string): Promise<readonly Readonly<Record<string, Cell>>[]>;
  run(sql: string): Promise<void>;
  /** Share of the running statement, or of what is read beside it, that is done, in [0, 1]; undefined while it is unknown. */
  progress(): number | undefined;
  /** Tells the share of what is read without the engine; undefined at its end. */
  readBeside(share: number | undefined): void;
  close(): void;
}

/** What the engine itself says is wrong: with a file, with the disk, or with itself. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

/** Name and version of the package, as a planner installs it. */
export const enginePackage = "@duckdb/node-api@1.5.5-r.5";

/** What DuckDB may hold; the process stays below 500 MB with it, Node and the library's code. */
const memoryLimit = "280MB";

/**
 * @param file the file that needs the engine, for the message when it is missing
 * @throws InputError when the package is not installed or has no binary for this platform
 */
export async function openEngine(file: string): Promise<Engine> {
  const { DuckDBInstance } = await loadPackage(file);
  const folder = mkdtempSync(join(tmpdir(), "headroom-large-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // A planner who is tired of waiting must not leave gigabytes behind.
  const stop = (signal: NodeJS.Signals) => {
    remove();
    process.off(signal, stop);
    process.kill(process.pid, signal);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  const settled = () => {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    remove();
  };
  try {
    const instance = await DuckDBInstance.create(":memory:", {
      threads: String(availableParallelism()),
      memory_limit: memoryLimit,
      temp_directory: join(folder, "spill"),
      // Rows need no order: a tenth of the time, and a quarter of the memory.
      preserve_insertion_order: "false",
      // Nothing is fetched from anywhere: what is needed is built in.
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
    const connection = await instance.connect();
    await connection.run("SET enable_progress_bar = true; SET enable_progress_bar_print = false");
    let beside: number | undefined;
    return {
      folder,
      readBeside: (share) => {
        beside = share;
      },
      rows: async (sql) => {
        const reader = await saidByEngine(connection.runAndReadAll(sql));
        return reader.getRowObjectsJS() as Record<string, Cell>[];
      },
      run: async (sql) => {
        await saidByEngine(connection.run(sql));
      },
      progress: () => {
        if (beside !== undefined) return beside;
        const { percentage } = connection.progress;
        return percentage >= 0 && percentage <= 100 ? percentage / 100 : undefined;
      },
      close: () => {
        connection.closeSync();
        instance.closeSync();
        settled();
      },
    };
  } catch (error) {
    settled();
    throw error;
  }
}

async function saidByEngine<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw new EngineError(error instanceof Error ? error.message : String(error));
  }
}

async function loadPackage(file: string) {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    const message = `needs the large-file engine, DuckDB, which is not installed here${reason}`;
    const hint = `npm install ${enginePackage}; or, with memory enough, --engine memory`;
    throw new InputError([{ file, line: 1, column: 1, message, hint }]);
  }
}

/** A text as a literal of SQL. */
export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** A path as a literal that names one file: what would match others is put in brackets. */
export const fileLiteral = (path: string) => literal(path.replace(/[[*?]/g, "[$&]"));
