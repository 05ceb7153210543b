/** Words and exit code for everything that can go wrong. */
import pc from "picocolors";
import type { Problem } from "../ingest/problem.ts";
import { program } from "../io/program.ts";
import { visibleText } from "../wording/visible-text.ts";
import { InputError } from "../workspace/input-error.ts";
import { errorData } from "./error-data.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import type { ErrorOutput } from "./outputs/error-output.ts";
import { RefusedError } from "./refused-error.ts";
import { UsageError } from "./usage-error.ts";
import type { World } from "./world.ts";

/** A reader mends the first few; the rest often follow from them. */
const mostProblems = 20;

/** Characters of the faulty line shown on each side of the fault. */
const excerptReach = 40;

const noColor = "NO_COLOR";
const reportAddress = "the issue tracker of this project";

export async function printError(
  error: unknown,
  world: World,
  argv: readonly string[],
): Promise<ExitCode> {
  if (argv.some((word) => word === "--json" || word === "--json=true")) {
    const report = `report it at ${reportAddress}, with this text and the command "headroom ${argv.join(" ")}"`;
    const { exitCode: code, ...told } = errorData(error, report);
    const { jsonText } = await import("../wording/json-text.ts");
    const data: ErrorOutput = { schema: 1, program: program(), exitCode: code, ...told };
    // On stderr, so that whoever reads results never takes an error for one.
    world.stderr(`${jsonText(data)}\n`);
    return code;
  }
  const colored = world.terminal && !world.env[noColor] && !argv.includes("--no-color");
  const colors = pc.createColors(colored);
  if (error instanceof InputError) {
    const groups = alike(error.problems);
    for (const [problem, ...others] of groups.slice(0, mostProblems)) {
      const place = visibleText(`${problem.file}:${problem.line}:${problem.column}`);
      const message = visibleText(problem.message);
      world.stderr(`${colors.red("error")}: ${colors.bold(place)}: ${message}\n`);
      world.stderr(excerpt(error.texts[problem.file], problem));
      if (others.length > 0) world.stderr(`  also: ${visibleText(named(others))}\n`);
      world.stderr(`  remedy: ${visibleText(problem.hint)}\n`);
    }
    const more = groups.slice(mostProblems).flat().length;
    if (more > 0) world.stderr(`… and ${more} more\n`);
    return exitCode.input;
  }
  if (error instanceof UsageError || error instanceof RefusedError) {
    const [message, hint] = [error.message, error.hint].map(visibleText);
    const lines = error instanceof UsageError ? error.example : [];
    const example = lines.map((line) => `    ${visibleText(line)}\n`).join("");
    world.stderr(`${colors.red("error")}: ${message}\n  remedy: ${hint}\n${example}`);
    return error instanceof UsageError ? exitCode.input : exitCode.refused;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.stderr(
    `${colors.red("fault")}: this is a fault of Headroom itself, not of your input.\n${stack}\n` +
      `  remedy: report it at ${reportAddress}, with this text, the command ` +
      `"headroom ${argv.join(" ")}" and the version, ${program()}\n`,
  );
  return exitCode.fault;
}

/** Files that are named of those with one fault. */
const mostNamed = 5;

function named(problems: readonly Problem[]): string {
  const files = problems.slice(0, mostNamed).map(({ file }) => file);
  const more = problems.length - files.length;
  return files.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Files refused as a whole for one reason, with one remedy, are one fault. */
function alike(problems: readonly Problem[]): readonly (readonly [Problem, ...Problem[]])[] {
  const groups = new Map<string, [Problem, ...Problem[]]>();
  for (const problem of problems) {
    const { file, line, column, message, hint } = problem;
    const whole = line === 1 && column === 1;
    const key = JSON.stringify(whole ? [message, hint] : [message, hint, file, line, column]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [problem]);
    else if (!group.some((one) => one.file === file)) group.push(problem);
  }
  return [...groups.values()];
}

/** The faulty line with a caret under the fault; a long line is cut to its surroundings. */
function excerpt(text: string | undefined, { line, column }: Problem): string {
  const whole = text?.split(/\r\n|\n|\r/, line)[line - 1];
  if (whole === undefined || whole.trim() === "") return "";
  const from = Math.max(0, column - 1 - excerptReach);
  const to = column - 1 + excerptReach;
  const before = `${line} | ${from > 0 ? "…" : ""}`;
  const shown = whole.slice(from, to).replace(/[\t\p{Cc}\p{Cf}]/gu, " ");
  const caret = " ".repeat(before.length + column - 1 - from);
  return `  ${before}${shown}${to < whole.length ? "…" : ""}\n  ${caret}^\n`;
}
