/** Writes docs/audit.md from the findings themselves: `node --import tsx scripts/write-audit-docs.ts`. */
import { writeFileSync } from "node:fs";
import { auditDocument } from "../src/measurement/testing/audit-document.ts";

writeFileSync(new URL("../docs/audit.md", import.meta.url), auditDocument());
