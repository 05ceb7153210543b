/** The shape of every command, and the options they share. */
import type { Argv } from "yargs";
import type { ExitCode } from "./exit-code.ts";
import { UsageError } from "./usage-error.ts";
import type { World } from "./world.ts";

/** The command line as yargs read it; `options` below gives it out checked. */
export type Arguments = Readonly<Record<string, unknown>>;

export interface Command {
  /** As yargs wants it: "what-if [files..]". */
  readonly usage: string;
  readonly summary: string;
  readonly options: (yargs: Argv) => Argv;
  /** Needs no workspace and draws nothing at random: of the shared options only --json, --color. */
  readonly standalone?: true;
  /** Commands of its own, one of which must be named; loaded when this one is. */
  readonly commands?: () => Promise<readonly Command[]>;
  readonly examples: readonly [readonly [string, string], readonly [string, string]];
  /** Heavy parts are imported inside, so that `--help` never loads them. */
  readonly run: (args: Arguments, world: World) => Promise<ExitCode>;
}

/** Settings of one string option: a value is needed, and yargs must not guess its type. */
export const valued = (describe: string, extra: { readonly alias?: string } = {}) =>
  ({ type: "string", requiresArg: true, describe, ...extra }) as const;

/** Of the commands that answer by formulas. */
export const judgeOption = {
  type: "boolean",
  describe: "Simulate the likeliest platform, too, and print the differences",
} as const;

/** Of the commands whose output may leave the house. */
export const anonymizeOption = {
  type: "boolean",
  describe: "Pseudonyms for endpoints, hosts, titles and files, the same ones every time",
} as const;

export function sharedOptions(yargs: Argv): Argv {
  return outputOptions(
    yargs
      .option("workspace", valued("Folder that holds headroom.yaml", { alias: "C" }))
      .option("seed", valued("Start of every random stream, a whole number (default 1)")),
  );
}

export function outputOptions(yargs: Argv): Argv {
  return yargs
    .option("json", { type: "boolean", describe: "Print the result as data" })
    .option("color", { type: "boolean", describe: "--no-color, or NO_COLOR=1: plain text" });
}

/**
 * Stands for "-" (standard input or output) while yargs reads the line: as a positional it takes
 * "-" for an option without a name and loses it.
 */
export const dash = "\0-";

const typedText = (value: unknown): string => (value === dash ? "-" : String(value));

/** @throws UsageError when the option is given twice or empty */
export function text(args: Arguments, name: string): string | undefined {
  const value = args[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw new UsageError(`--${name} is given twice`, "give it once");
  if (value === "") throw new UsageError(`--${name} is empty`, "give it a value");
  return typedText(value);
}

export function texts(args: Arguments, name: string): readonly string[] {
  const value = args[name];
  return Array.isArray(value)
    ? value.map(typedText)
    : value === undefined
      ? []
      : [typedText(value)];
}

export const flag = (args: Arguments, name: string): boolean => args[name] === true;

/** Whole numbers only, so that the seed printed with a result is the seed that made it. */
export function seedOf(args: Arguments): number {
  const typed = text(args, "seed") ?? "1";
  if (!/^\d{1,9}$/.test(typed)) {
    throw new UsageError(
      `--seed must be a whole number from 0 to 999999999, got "${typed}"`,
      "e.g. --seed 7",
    );
  }
  return Number(typed);
}
