// Writes models/schema/*.json from the schemas that check the YAML files, and docs/schemas/*.json from the types of
// what commands print with --json: node --import tsx scripts/write-schemas.ts
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { outputSchemas } from "../src/cli/testing/documents/output-schemas.ts";
import { jsonSchemas } from "../src/workspace/json-schemas.ts";

write("../models/schema/", jsonSchemas());
write("../docs/schemas/", outputSchemas());

function write(place: string, schemas: Readonly<Record<string, string>>): void {
  const folder = new URL(place, import.meta.url);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(schemas)) {
    writeFileSync(new URL(name, folder), content);
  }
}
