// Writes models/schema/*.json from the schemas that check the YAML files:
// node --import tsx scripts/write-schemas.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { jsonSchemas } from "../src/workspace/json-schemas.ts";

const folder = new URL("../models/schema/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, content] of Object.entries(jsonSchemas())) {
  writeFileSync(new URL(name, folder), content);
}
