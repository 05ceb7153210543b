/**
 * Writes the references that are made from the program: docs/commands.md, docs/api.md,
 * docs/schemas.md, docs/accuracy.md. Needs the built package.
 *
 *   npm run build && node --import tsx scripts/write-reference-docs.ts
 */
import { writeFileSync } from "node:fs";
import { referenceDocuments } from "../src/cli/testing/documents/reference-documents.ts";

for (const [name, text] of Object.entries(await referenceDocuments())) {
  writeFileSync(new URL(`../docs/${name}`, import.meta.url), text);
}
