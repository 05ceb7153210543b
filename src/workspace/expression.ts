/** Scenario expressions over the platform as it is, such as "2 * pool.size". */
import type { MathNode } from "mathjs";
import { nearestName } from "../ingest/nearest-name.ts";
import type { LeverBase } from "../platform/scenario.ts";
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

export interface Expression {
  /** Which figures of the platform it refers to. */
  readonly variables: ReadonlySet<keyof LeverBase>;
  /**
   * @throws RangeError when the outcome is not a finite number, e.g. after 1 / 0, or the
   *   platform has none of what it refers to
   */
  readonly evaluate: (base: LeverBase) => number;
}

type Evaluate = (base: LeverBase) => number;

/** Long enough for any honest scenario, short enough that nothing can nest deeply. */
const longestExpression = 120;

const variables: readonly (keyof LeverBase)[] = [
  "pool.size",
  "api.workers",
  "api.replicas",
  "db.cores",
  "db.readReplicas",
  "shards",
  "thinkTime",
  "rateLimit",
];

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  min: Math.min,
  max: Math.max,
  round: Math.round,
  ceil: Math.ceil,
  floor: Math.floor,
};

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
};

const allowed = `allowed are numbers, + - * / ( ), min, max, round, ceil, floor and ${variables.join(", ")}`;

/**
 * Parses with mathjs, then compiles the tree itself, node by node: what is not on the
 * list cannot be reached, and nothing is ever evaluated as code.
 *
 * @throws ExpressionError that says where and what is allowed
 */
export function parseExpression(text: string): Expression {
  if (text.length > longestExpression) {
    throw new ExpressionError(
      `an expression may have ${longestExpression} characters, this has ${text.length}`,
    );
  }
  const used = new Set<keyof LeverBase>();
  const compiled = compile(parse(text), used);
  return {
    variables: used,
    evaluate: (base) => {
      const value = compiled(base);
      if (!Number.isFinite(value)) {
        throw new RangeError(`"${text}" must give a finite number, got ${value}`);
      }
      return value;
    },
  };
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

function compile(node: MathNode, used: Set<keyof LeverBase>): Evaluate {
  const math = mathjs();
  if (math.isParenthesisNode(node)) return compile(node.content, used);
  if (math.isConstantNode(node) && typeof node.value === "number") {
    const value = node.value;
    return () => value;
  }
  if (math.isSymbolNode(node)) return variable(node.name, used);
  if (math.isAccessorNode(node) && math.isSymbolNode(node.object) && isDotted(node)) {
    return variable(`${node.object.name}.${node.name}`, used);
  }
  if (math.isOperatorNode(node)) return operator(node.fn, node.op, node.args, used);
  if (math.isFunctionNode(node) && math.isSymbolNode(node.fn)) {
    return call(node.fn.name, node.args, used);
  }
  throw new ExpressionError(`"${node.toString()}" is not allowed in an expression; ${allowed}`);
}

// mathjs types do not know `dotNotation`, which tells pool.size from pool["size"].
function isDotted(node: MathNode): boolean {
  return "index" in node && (node.index as { dotNotation?: boolean }).dotNotation === true;
}

function variable(name: string, used: Set<keyof LeverBase>): Evaluate {
  const key = variables.find((known) => known === name);
  if (key === undefined) {
    const near = nearestName(name, [...variables, ...Object.keys(functions)]);
    const question = near === undefined ? "" : ` Did you mean ${near}?`;
    throw new ExpressionError(
      `"${name}" is not known here.${question} Known: ${variables.join(", ")}`,
    );
  }
  used.add(key);
  return (base) => {
    const value = base[key];
    if (value === null) {
      throw new RangeError(`the platform has no ${key} to refer to, or several that differ`);
    }
    return value;
  };
}

function operator(
  fn: string,
  sign: string,
  args: readonly MathNode[],
  used: Set<keyof LeverBase>,
): Evaluate {
  const [left, right] = args.map((arg) => compile(arg, used));
  if (left !== undefined && right === undefined) {
    if (fn === "unaryMinus") return (base) => -left(base);
    if (fn === "unaryPlus") return left;
  }
  const combine = Object.hasOwn(operators, fn) ? operators[fn] : undefined;
  if (combine === undefined || left === undefined || right === undefined) {
    throw new ExpressionError(`the operator ${sign} is not allowed in an expression; ${allowed}`);
  }
  return (base) => combine(left(base), right(base));
}

function call(name: string, args: readonly MathNode[], used: Set<keyof LeverBase>): Evaluate {
  const fn = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (fn === undefined) {
    const near = nearestName(name, Object.keys(functions));
    const question = near === undefined ? "" : ` Did you mean ${near}?`;
    throw new ExpressionError(`the function "${name}" is not known.${question} ${allowed}`);
  }
  const several = name === "min" || name === "max";
  if (args.length === 0 || (!several && args.length !== 1)) {
    const count = several ? "one argument or more" : "one argument";
    throw new ExpressionError(`${name} takes ${count}, got ${args.length}`);
  }
  const compiled = args.map((arg) => compile(arg, used));
  return (base) => fn(...compiled.map((evaluate) => evaluate(base)));
}
