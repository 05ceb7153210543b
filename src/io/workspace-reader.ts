import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { Parsed, Problem } from "../ingest/problem.ts";
import { InputError } from "../workspace/input-error.ts";
import { readText } from "./read-text.ts";
import { settleWriting } from "./write-atomically.ts";

/** Reads and parses files of one workspace, keeping their texts, hashes and problems. */
export class WorkspaceReader {
  readonly problems: Problem[] = [];
  readonly inputs: Record<string, string> = {};
  readonly #texts: Record<string, string> = {};
  readonly #root: string;
  readonly #cwd: string;

  /** What a killed run has left half written there is ended first: see `settle`. */
  constructor(root: string, cwd: string) {
    this.#root = root;
    this.#cwd = cwd;
    settleWriting(root);
  }

  /**
   * Before files of a folder are read that Headroom writes together.
   *
   * @throws InputError when a killed run has left them half written and that cannot be ended
   */
  settle(folder: string): void {
    settleWriting(this.at(folder));
  }

  /** The absolute path of a file of the workspace. */
  at(path: string): string {
    return path === "-" ? "-" : resolve(this.#root, path);
  }

  /** Whether there is such a file. */
  has(path: string): boolean {
    return existsSync(this.at(path));
  }

  /** The path as the planner sees it from the working directory. */
  shown(path: string): string {
    return path === "-" ? "standard input" : relative(this.#cwd, this.at(path)) || ".";
  }

  /** The parsed file, or undefined with its problems noted. */
  parse<T>(path: string, parser: (text: string, file: string) => Parsed<T>): T | undefined {
    const shown = this.shown(path);
    try {
      const text = readText(this.at(path), shown);
      this.#texts[shown] = text;
      this.inputs[path.split(sep).join("/")] = createHash("sha256").update(text).digest("hex");
      const parsed = parser(text, shown);
      if (parsed.ok) return parsed.value;
      this.problems.push(...parsed.problems);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.problems.push(...error.problems);
    }
    return undefined;
  }

  problem(path: string, message: string, hint: string): void {
    this.problems.push({ file: this.shown(path), line: 1, column: 1, message, hint });
  }

  failure(): InputError {
    return new InputError(this.problems, this.#texts);
  }
}
