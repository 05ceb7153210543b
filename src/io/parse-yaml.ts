/** YAML text checked against a schema, with every fault at its line and column. */
import {
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
} from "yaml";
import { z } from "zod";
import { nearestName } from "../ingest/nearest-name.ts";
import type { Parsed, Problem } from "../ingest/problem.ts";

type Path = readonly PropertyKey[];

/**
 * Parses one YAML document. Nothing is guessed: an unknown or repeated key, a second
 * document and an empty file are problems, each pointed at by line and column (from 1).
 */
export function parseYaml<S extends z.ZodType>(
  text: string,
  file: string,
  schema: S,
): Parsed<z.output<S>> {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, uniqueKeys: true, prettyErrors: false });
  const locate = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const problems = faults.map((fault) => ({
      ...locate(fault.pos[0]),
      message: `is not valid YAML: ${fault.message}`,
      hint: "check indentation, colons and quotes; put texts that hold : or # in quotes",
    }));
    return { ok: false, problems };
  }
  if (document.contents === null) {
    const message = "is empty";
    const hint = `expected the keys ${knownKeys(schema, []).join(", ")}`;
    return { ok: false, problems: [{ ...locate(0), message, hint }] };
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 50 }); // a few nested aliases would fill the memory
  } catch (error) {
    const message = `is not valid YAML: ${error instanceof Error ? error.message : error}`;
    return { ok: false, problems: [{ ...locate(0), message, hint: "write it without aliases" }] };
  }
  const result = schema.safeParse(data, { reportInput: true });
  if (result.success) return { ok: true, value: result.data };
  const root = document.contents;
  const problems = result.error.issues.flatMap((issue) =>
    describe(issue, schema).map(({ key, ...words }) => ({
      ...locate(offsetOf(root, issue.path, key)),
      ...words,
    })),
  );
  return { ok: false, problems: problems.toSorted(byPlace) };
}

const byPlace = (a: Problem, b: Problem) => a.line - b.line || a.column - b.column;

interface Words {
  readonly message: string;
  readonly hint: string;
  /** Points at this key of the map instead of at the value. */
  readonly key?: string;
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType): readonly Words[] {
  const place = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => {
      const near = nearestName(key, known);
      const hint = near === undefined ? `known keys: ${known.join(", ")}` : `did you mean ${near}?`;
      return { message: `unknown key "${key}"`, hint, key };
    });
  }
  if (issue.code === "invalid_type" && issue.input === undefined) {
    const last = String(issue.path.at(-1) ?? "the content");
    return [{ message: `"${last}" is missing`, hint: `add ${place}: … (${issue.expected})` }];
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const near = typeof issue.input === "string" ? nearestName(issue.input, values) : undefined;
    const hint =
      near === undefined ? `expected one of ${values.join(", ")}` : `did you mean ${near}?`;
    return [{ message: `${place}: "${String(issue.input)}" is not known`, hint }];
  }
  const subject = place === "" ? "" : `${place}: `;
  const hint = hintOf(issue) ?? "see the comments of the file, or its JSON Schema";
  return [{ message: `${subject}${issue.message}`, hint }];
}

function hintOf(issue: z.core.$ZodIssue): string | undefined {
  const params: { hint?: unknown } = (issue.code === "custom" && issue.params) || {};
  return typeof params.hint === "string" ? params.hint : undefined;
}

// The value at the path, or the nearest thing above it that is there.
function offsetOf(root: ParsedNode, path: Path, key: string | undefined): number {
  let node: Node = root;
  let offset = root.range[0];
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
      if (pair === undefined || !isPair(pair)) break;
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
      if (!isNode(pair.value)) break;
      node = pair.value;
    } else {
      const item: unknown = "items" in node ? node.items[Number(step)] : undefined;
      if (!isNode(item)) break;
      node = item;
    }
    if (node.range) offset = node.range[0];
  }
  if (key !== undefined && isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (isNode(pair?.key) && pair.key.range) return pair.key.range[0];
  }
  return offset;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

const alternatives = (option: JsonSchema): readonly JsonSchema[] =>
  option.anyOf ?? option.oneOf ?? [option];

function knownKeys(schema: z.ZodType, path: Path): readonly string[] {
  let options = [z.toJSONSchema(schema, { io: "input", target: "draft-07" }) as JsonSchema];
  for (const step of path) {
    options = options.flatMap(alternatives).flatMap((option) => {
      const others = option.additionalProperties;
      const member = option.properties?.[String(step)] ?? option.items;
      return member ?? (typeof others === "object" ? others : []);
    });
  }
  const keys = options
    .flatMap(alternatives)
    .flatMap(({ properties }) => Object.keys(properties ?? {}));
  return [...new Set(keys)];
}
