/**
 * JSON Schemas of what commands print with `--json`, made of the types that the compiler holds the
 * commands to (`src/cli/outputs/`): one source for the program and for whoever reads its data.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as tjs from "typescript-json-schema";
import { schemaText } from "../../../workspace/schema-text.ts";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const folder = join(root, "src/cli/outputs");
const ending = /-output\.ts$/;

/** File name → content, exactly as it stands in `docs/schemas/`. */
export function outputSchemas(): Readonly<Record<string, string>> {
  const files = readdirSync(folder).filter((file) => ending.test(file));
  const { compilerOptions } = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8"));
  const paths = files.map((file) => join(folder, file));
  const program = tjs.getProgramFromFiles(paths, compilerOptions, root);
  // What is wrong with a type says the compiler of the repository.
  const generator = tjs.buildGenerator(program, { required: true, ignoreErrors: true });
  if (generator === null) throw new Error(`no schemas can be made of ${folder}`);
  return Object.fromEntries(
    files.sort().map((file) => {
      const name = file.replace(ending, "");
      const made: JsonObject = JSON.parse(
        JSON.stringify(generator.getSchemaForSymbol(typeName(name))),
      );
      const { $schema = "", definitions = {}, ...schema } = plainNames(made);
      return [`${name}.json`, schemaText({ $schema, ...schema, definitions })];
    }),
  );
}

/** "what-if" → "WhatIfOutput". */
const typeName = (name: string) =>
  `${name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Output`;

/**
 * A definition has the name of its type, without the file that it stands in; what a composed type
 * (`Omit<…>`) is stands where it is used.
 */
function plainNames(schema: JsonObject): JsonObject {
  const { definitions = {}, ...rest } = schema;
  const named = new Map<string, Json>();
  for (const [name, definition] of Object.entries(definitions as JsonObject)) {
    if (named.has(plain(name))) throw new Error(`two types are called ${plain(name)}: rename one`);
    named.set(plain(name), definition);
  }
  const kept = [...named].filter(([name]) => /^\w+$/.test(name));
  const linked = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(linked);
    if (typeof value !== "object" || value === null) return value;
    const { $ref, ...others } = value as JsonObject;
    const own = Object.fromEntries(Object.entries(others).map(([key, one]) => [key, linked(one)]));
    if (typeof $ref !== "string") return own;
    const name = plain(decodeURIComponent($ref.replace("#/definitions/", "")));
    if (/^\w+$/.test(name)) return { $ref: `#/definitions/${name}`, ...own };
    return { ...(linked(named.get(name) ?? {}) as JsonObject), ...own };
  };
  const sorted = kept.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...(linked(rest) as JsonObject),
    definitions: Object.fromEntries(sorted.map(([name, one]) => [name, linked(one)])),
  };
}

const plain = (name: string) => name.replace(/import\([^)]*\)\./g, "");
