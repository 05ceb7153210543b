/** JSON Schemas of the workspace's YAML files, for editors. */
import { z } from "zod";
import { closedNetworkSchema } from "./network/parse-closed-network.ts";
import { openNetworkSchema } from "./network/parse-open-network.ts";
import { policySchema } from "./parse-policy.ts";
import { workspaceSchema } from "./parse-workspace.ts";
import { platformSchema } from "./platform/platform-schema.ts";
import { profileSchema } from "./profile/profile-schema.ts";
import { scenarioSchema } from "./scenario/parse-scenario.ts";
import { schemaText } from "./schema-text.ts";
import { sweepSchema } from "./sweep/sweep-schema.ts";

/** File name → content, exactly as it stands in `models/schema/`. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  const schemas = {
    "closed-network.json": closedNetworkSchema,
    "open-network.json": openNetworkSchema,
    "platform.json": platformSchema,
    "policy.json": policySchema,
    "profile.json": profileSchema,
    "scenario.json": scenarioSchema,
    "sweep.json": sweepSchema,
    "workspace.json": workspaceSchema,
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      // Every number of a platform may have a prior: written once, or the file grows threefold.
      const reused = schema === platformSchema ? "ref" : "inline";
      const json = z.toJSONSchema(schema, { io: "input", target: "draft-07", reused });
      return [name, schemaText(json)];
    }),
  );
}
