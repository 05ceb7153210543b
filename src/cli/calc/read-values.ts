/** The options of a model, from the command line to checked numbers in base units. */
import { type Arguments, text, texts } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";
import type { CalcModel, OptionKind, Values } from "./calc-model.ts";

/** More users or servers than this are a slip of the pen, and would fill the memory. */
const mostPieces = 1e7;

/** @throws UsageError naming the first option that makes no sense */
export async function readValues(model: CalcModel, args: Arguments, world: World): Promise<Values> {
  const numbers = new Map<string, number>();
  for (const [name, { kind, choices }] of Object.entries(model.options)) {
    if (model.options[name]?.many) continue;
    const typed = text(args, name);
    if (typed === undefined) continue;
    if (choices !== undefined && !choices.includes(typed)) {
      throw new UsageError(`--${name} "${typed}" is not known`, `one of ${choices.join(", ")}`);
    }
    if (kind !== "text") numbers.set(name, await readNumber(`--${name}`, typed, kind));
  }
  return {
    maybe: (name) => numbers.get(name),
    number: (name) => {
      const value = numbers.get(name);
      if (value === undefined) {
        throw new UsageError(`--${name} is missing`, `see headroom calc ${model.name} --help`);
      }
      return value;
    },
    text: (name) => text(args, name),
    texts: (name) => texts(args, name),
    file: async () => {
      const typed = text(args, "file");
      if (typed === undefined) return undefined;
      const { readText } = await import("../../io/read-text.ts");
      const { resolve } = await import("node:path");
      const shown = typed === "-" ? "standard input" : typed;
      return { text: readText(typed === "-" ? "-" : resolve(world.cwd, typed), shown), shown };
    },
  };
}

/** @throws UsageError unless the text is a number of that kind, with its unit */
export async function readNumber(name: string, typed: string, kind: OptionKind): Promise<number> {
  if (kind === "count" || kind === "users") {
    // "300 users", "10 servers": the word is the planner's own.
    const whole = /^\s*(\d{1,9})(?:\s+[a-z]+)?\s*$/i.exec(typed);
    const value = Number(whole?.[1] ?? Number.NaN);
    if (value >= 1 && value <= mostPieces) return value;
    throw new UsageError(
      `${name}: expected a whole number from 1 to ${mostPieces}, got "${typed}"`,
      `e.g. ${name} 10`,
    );
  }
  if (kind === "number") {
    const value = typed.trim() === "" ? Number.NaN : Number(typed);
    if (value >= 0 && value <= 1e12) return value;
    throw new UsageError(
      `${name}: expected a number, 0 or more, without a unit, got "${typed}"`,
      `e.g. ${name} 0.5`,
    );
  }
  if (kind === "text") throw new UsageError(`${name} holds no number`, "see --help");
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  try {
    return parseQuantity(typed, kind);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    const example = { time: "65 ms", span: "30 days", rate: "140 req/s", share: "5 %" }[kind];
    throw new UsageError(`${name}: ${error.message}`, `e.g. ${name} "${example}"`);
  }
}
