/** YAML text checked against a schema, with every fault at its line and column. */
import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import type { z } from "zod";
import type { Parsed, Problem } from "../ingest/problem.ts";
import { describeIssue, knownKeys } from "./describe-issue.ts";

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
      ...faultWords(fault, text),
    }));
    // What follows a tab is misread in ways that have nothing to do with it.
    const tab = faults.findIndex(({ code }) => code === "TAB_AS_INDENT");
    return { ok: false, problems: tab < 0 ? problems : problems.slice(0, tab + 1) };
  }
  const reserved = reservedKeys(document).map((offset) => ({
    ...locate(offset),
    message: `"${RESERVED}" is no name for anything`,
    hint: "give it another name",
  }));
  if (reserved.length > 0) return { ok: false, problems: reserved };
  if (document.contents === null) {
    const message = "is empty";
    const hint = `expected the keys ${knownKeys(schema, [], undefined).join(", ")}`;
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
    describeIssue(issue, schema, data).map(({ path, key, ...words }) => ({
      ...locate(offsetOf(root, path, key)),
      ...words,
    })),
  );
  return { ok: false, problems: problems.toSorted(byPlace) };
}

/** Means something else to programs than a name: it would be lost without a word. */
const RESERVED = "__proto__";

function reservedKeys(document: Document.Parsed): readonly number[] {
  const offsets: number[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === RESERVED) offsets.push(key.range?.[0] ?? 0);
    },
  });
  return offsets;
}

const byPlace = (a: Problem, b: Problem) => a.line - b.line || a.column - b.column;

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

/** What is wrong in the planner's words, where the parser has words for programmers. */
function faultWords({ code, message, pos }: YAMLError, text: string) {
  if (code === "MULTIPLE_DOCS") {
    return {
      message: "a second document begins here",
      hint: "take out the line ---, or what follows it",
    };
  }
  if (code === "DUPLICATE_KEY") {
    const key = /^[^:\n]*/.exec(text.slice(pos[0]))?.[0].trim() ?? "";
    return {
      message: `the key ${key} stands here a second time`,
      hint: "delete one of the two, or put what they hold under one",
    };
  }
  if (code === "TAB_AS_INDENT") {
    return { message: "a tab begins this line", hint: "indent with blanks, two a step" };
  }
  return {
    message: `is not valid YAML: ${message}`,
    hint: "check indentation, colons and quotes; put texts that hold : or # in quotes",
  };
}
