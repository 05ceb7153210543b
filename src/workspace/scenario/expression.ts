/** Scenario expressions over the platform as it is, such as "2 * pool.size". */
import type { MathNode } from "mathjs";
import { nearestName } from "../../ingest/nearest-name.ts";
import type { Amount, Operation } from "../../platform/levers/change/amount.ts";
import { figureNames } from "../../platform/levers/lever-base.ts";
import { mathjs } from "./mathjs.ts";

/** An expression that is refused; `offset` counts characters from 0. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  readonly offset: number;
  constructor(message: string, offset = 0) {
    super(message);
    this.offset = offset;
  }
}

/** Long enough for any honest scenario, short enough that nothing can nest deeply. */
const longestExpression = 120;

/** What is written as a call; the others are written as signs. */
const functions = ["min", "max", "round", "ceil", "floor"] as const satisfies readonly Operation[];

/** Signs between two operands, by the name that mathjs gives them. */
const signs = ["add", "subtract", "multiply", "divide"] as const satisfies readonly Operation[];

const allowed = `allowed are numbers, + - * / ( ), ${functions.join(", ")} and ${figureNames.join(", ")}`;

/**
 * Parses with mathjs, then translates the tree itself, node by node: what is not on the
 * list cannot be reached, and nothing is ever evaluated as code.
 *
 * @throws ExpressionError that says where and what is allowed
 */
export function parseExpression(text: string): Amount {
  if (text.length > longestExpression) {
    throw new ExpressionError(
      `an expression may have ${longestExpression} characters, this has ${text.length}`,
    );
  }
  return translate(parse(text));
}

function parse(text: string): MathNode {
  try {
    return mathjs().parse(text);
  } catch (error) {
    const char = error instanceof Error && "char" in error ? Number(error.char) : 1;
    throw new ExpressionError(
      `"${text}" is not an expression: ${error instanceof Error ? error.message : error}; ${allowed}`,
      Number.isFinite(char) ? char - 1 : 0,
    );
  }
}

function translate(node: MathNode): Amount {
  const math = mathjs();
  if (math.isParenthesisNode(node)) return translate(node.content);
  // A number that overflows has no place in JSON: what it is part of is refused with it.
  if (math.isConstantNode(node) && Number.isFinite(node.value)) return Number(node.value);
  if (math.isSymbolNode(node)) return figure(node.name);
  if (math.isAccessorNode(node) && math.isSymbolNode(node.object) && isDotted(node)) {
    return figure(`${node.object.name}.${node.name}`);
  }
  if (math.isOperatorNode(node)) return operator(node.fn, node.op, node.args);
  if (math.isFunctionNode(node) && math.isSymbolNode(node.fn)) {
    return call(node.fn.name, node.args);
  }
  throw new ExpressionError(`"${node.toString()}" is not allowed in an expression; ${allowed}`);
}

// mathjs types do not know `dotNotation`, which tells pool.size from pool["size"].
function isDotted(node: MathNode): boolean {
  return "index" in node && (node.index as { dotNotation?: boolean }).dotNotation === true;
}

function figure(name: string): Amount {
  const known = figureNames.find((one) => one === name);
  if (known !== undefined) return { figure: known };
  const near = nearestName(name, [...figureNames, ...functions]);
  const question = near === undefined ? "" : ` Did you mean ${near}?`;
  throw new ExpressionError(
    `"${name}" is not known here.${question} Known: ${figureNames.join(", ")}`,
  );
}

function operator(fn: string, sign: string, args: readonly MathNode[]): Amount {
  const values = args.map(translate);
  const [only] = values;
  if (only !== undefined && values.length === 1) {
    if (fn === "unaryMinus") return { operation: "negate", values };
    if (fn === "unaryPlus") return only;
  }
  const operation = signs.find((one) => one === fn);
  if (operation === undefined || values.length !== 2) {
    throw new ExpressionError(`the operator ${sign} is not allowed in an expression; ${allowed}`);
  }
  return { operation, values };
}

function call(name: string, args: readonly MathNode[]): Amount {
  const operation = functions.find((one) => one === name);
  if (operation === undefined) {
    const near = nearestName(name, functions);
    const question = near === undefined ? "" : ` Did you mean ${near}?`;
    throw new ExpressionError(`the function "${name}" is not known.${question} ${allowed}`);
  }
  const several = operation === "min" || operation === "max";
  if (args.length === 0 || (!several && args.length !== 1)) {
    const count = several ? "one argument or more" : "one argument";
    throw new ExpressionError(`${name} takes ${count}, got ${args.length}`);
  }
  return { operation, values: args.map(translate) };
}
