/** Whether data is what its JSON Schema says, no less and no more. */
import { existsSync, readFileSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import type { Json, JsonObject } from "./documents/output-schemas.ts";

const schemas = new URL("../../../docs/schemas/", import.meta.url);

/**
 * What of the data its schema does not say, by its place; the schemas of outputs let a later version
 * print more, but what is printed today stands in them. Nothing where there is no schema.
 *
 * @param name of the schema: "what-if"
 * @param json as it was printed
 */
export function undescribed(name: string, json: string): readonly string[] {
  const file = new URL(`${name}.json`, schemas);
  if (!existsSync(file)) return [];
  const schema: JsonObject = JSON.parse(readFileSync(file, "utf8"));
  const { $schema: _, ...rest } = schema;
  const ajv = new Ajv2019({ allErrors: true, strictTypes: false });
  const validate = ajv.compile(closed(rest));
  validate(JSON.parse(json));
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

const parts = ["allOf", "anyOf"] as const;

/** The same, with nothing beside what is named. */
function closed(schema: JsonObject, isPart = false): JsonObject {
  const made = Object.fromEntries(
    Object.entries(schema).map(([key, value]): [string, Json] => {
      if (key === "definitions") return [key, each(value, (one) => closed(one, true))];
      if (key === "properties") return [key, each(value, (one) => closed(one))];
      if (key === "items" || key === "additionalProperties") return [key, closedIf(value)];
      if (!parts.some((part) => part === key) || !Array.isArray(value)) return [key, value];
      return [key, value.map((one) => closed(one as JsonObject, true))];
    }),
  );
  const isNamed = ["properties", "$ref", ...parts].some((key) => key in schema);
  return isPart || !isNamed ? made : { ...made, unevaluatedProperties: false };
}

function closedIf(value: Json): Json {
  if (Array.isArray(value)) return value.map(closedIf);
  return typeof value === "object" && value !== null ? closed(value as JsonObject) : value;
}

function each(value: Json, change: (one: JsonObject) => Json): JsonObject {
  const entries = Object.entries(value as Readonly<Record<string, JsonObject>>);
  return Object.fromEntries(entries.map(([key, one]) => [key, change(one)]));
}
