/** JSON Schemas of the workspace's YAML files, for editors. */
import { z } from "zod";
import { policySchema } from "./parse-policy.ts";
import { scenarioSchema } from "./parse-scenario.ts";
import { workspaceSchema } from "./parse-workspace.ts";

/** File name → content, exactly as it stands in `models/schema/`. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  const schemas = {
    "policy.json": policySchema,
    "scenario.json": scenarioSchema,
    "workspace.json": workspaceSchema,
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const json = z.toJSONSchema(schema, { io: "input", target: "draft-07" });
      return [name, `${JSON.stringify(json, null, 2)}\n`];
    }),
  );
}
