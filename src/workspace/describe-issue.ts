/** Words for what a schema finds wrong, with a remedy. */
import { z } from "zod";
import { nearestName } from "../ingest/nearest-name.ts";

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

export interface IssueWords {
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
  /** Points at this key of the map instead of at the value. */
  readonly key?: string;
}

/** @param data what was checked, as a whole */
export function describeIssue(
  issue: Issue,
  schema: z.ZodType,
  data: unknown,
): readonly IssueWords[] {
  const { path } = issue;
  const place = path.map(String).join(".");
  const subject = place === "" ? "" : `${place}: `;
  if (issue.code === "unrecognized_keys") return unknownKeys(issue, schema, data);
  const { code } = issue;
  const isOne = isUnion(issue) || code === "invalid_value";
  if (at(data, path) === undefined && (isOne || code === "invalid_type")) {
    const last = String(path.at(-1) ?? "the content");
    const expected = code === "invalid_type" ? issue.expected : expectedOf(issue);
    return [{ path, message: `"${last}" is missing`, hint: `add ${place}: … (${expected})` }];
  }
  if (isUnion(issue)) {
    const closest = closestMember(issue);
    if (closest !== undefined) {
      return closest.flatMap((inner) =>
        describeIssue({ ...inner, path: [...path, ...inner.path] }, schema, data),
      );
    }
  }
  const values = valuesOf(issue);
  if (values !== undefined) {
    const input = at(data, path);
    const near = typeof input === "string" ? nearestName(input, values) : undefined;
    const hint =
      near === undefined ? `expected one of ${values.join(", ")}` : `did you mean ${near}?`;
    return [{ path, message: `${place}: "${String(input)}" is not known`, hint }];
  }
  if (issue.code === "too_small" && issue.origin === "array") {
    const count = Array.isArray(issue.input) ? issue.input.length : 0;
    const some = `expected ${issue.minimum} or more in the list, got ${count}`;
    const message = `${subject}${issue.message.startsWith("Too small") ? some : issue.message}`;
    return [{ path, message, hint: "add what is missing, or take out what the list belongs to" }];
  }
  if (code === "invalid_type" && issue.message.startsWith("Invalid input")) {
    const words = otherKind(issue.expected, at(data, path), knownKeys(schema, path, {}));
    return [{ path, message: `${subject}${words.message}`, hint: words.hint }];
  }
  const otherwise = isUnion(issue)
    ? "write one of these, or leave the key out where it is not needed"
    : "see the comments of the file, or its JSON Schema";
  return [{ path, message: `${subject}${issue.message}`, hint: hintOf(issue) ?? otherwise }];
}

function unknownKeys(
  issue: Issue & { readonly code: "unrecognized_keys" },
  schema: z.ZodType,
  data: unknown,
): readonly IssueWords[] {
  const known = knownKeys(schema, issue.path, data);
  return issue.keys.map((key) => {
    const near = nearestName(key, known);
    const hint = near === undefined ? `known keys: ${known.join(", ")}` : `did you mean ${near}?`;
    return { path: issue.path, message: `unknown key "${key}"`, hint, key };
  });
}

const kinds: Readonly<Record<string, string>> = {
  object: "keys with their values",
  record: "keys with their values",
  array: "a list",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

/** A value of another kind than the file needs there, and the keys that may stand in its place. */
function otherKind(expected: string, value: unknown, keys: readonly string[]) {
  const given = Array.isArray(value) ? "array" : value === null ? "nothing" : typeof value;
  const wanted = kinds[expected] ?? expected;
  const message = `expected ${wanted}, got ${kinds[given] ?? given}`;
  if (keys.length > 0) return { message, hint: `write them by their names: ${keys.join(", ")}` };
  if (given === "array") return { message, hint: "write one, without the marks of a list" };
  if (expected === "array") return { message, hint: "write [ … ], or a line with a dash for each" };
  return { message, hint: `write ${wanted} here, or take the line out` };
}

type Union = Issue & { readonly code: "invalid_union" };

const isUnion = (issue: Issue): issue is Union => issue.code === "invalid_union";

const expectedOf = (issue: Issue): string =>
  valuesOf(issue)?.join(" or ") ?? issue.message.replace(/^expected /, "");

/** The faults of the member that was meant: the one that is not of another type altogether. */
function closestMember({ errors }: Union): readonly Issue[] | undefined {
  const meant = errors.filter(
    ([first]) => first !== undefined && !(first.code === "invalid_type" && first.path.length === 0),
  );
  return meant.length === 1 ? meant[0] : undefined;
}

/** The values that are allowed, where they are a short list. */
function valuesOf(issue: Issue): readonly string[] | undefined {
  if (issue.code === "invalid_value") return issue.values.map(String);
  if (!isUnion(issue) || !("options" in issue)) return undefined;
  return Array.isArray(issue.options) ? issue.options.map(String) : undefined;
}

function hintOf(issue: Issue): string | undefined {
  const params: { hint?: unknown } = (issue.code === "custom" && issue.params) || {};
  return typeof params.hint === "string" ? params.hint : undefined;
}

interface JsonSchema {
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/**
 * The keys that a map may have at a path. Of several kinds of map only those that the data can
 * be: a delay is not offered the keys of a queue.
 */
export function knownKeys(schema: z.ZodType, path: Path, data: unknown): readonly string[] {
  let options = [z.toJSONSchema(schema, { io: "input", target: "draft-07" }) as JsonSchema];
  for (const [i, step] of path.entries()) {
    const here = at(data, path.slice(0, i));
    options = options.flatMap(alternatives).flatMap((option) => {
      if (!canBe(option, here)) return [];
      const others = option.additionalProperties;
      const member = option.properties?.[String(step)] ?? option.items;
      return member ?? (typeof others === "object" ? others : []);
    });
  }
  const keys = options
    .flatMap(alternatives)
    .filter((option) => canBe(option, at(data, path)))
    .flatMap(({ properties }) => Object.keys(properties ?? {}));
  return [...new Set(keys)];
}

const alternatives = (option: JsonSchema): readonly JsonSchema[] =>
  (option.anyOf ?? option.oneOf)?.flatMap(alternatives) ?? [option];

const canBe = ({ properties = {} }: JsonSchema, data: unknown): boolean =>
  Object.entries(properties).every(([key, member]) => {
    const own = at(data, [key]);
    return member.const === undefined || own === undefined || own === member.const;
  });

function at(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, step) =>
      typeof part === "object" && part !== null && Object.hasOwn(part, step)
        ? (part as Readonly<Record<PropertyKey, unknown>>)[step]
        : undefined,
    data,
  );
}
