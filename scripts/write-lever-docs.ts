/** Writes docs/levers.md from the table of levers: `node --import tsx scripts/write-lever-docs.ts`. */
import { writeFileSync } from "node:fs";
import { leversDocument } from "../src/platform/levers/testing/levers-document.ts";

writeFileSync(new URL("../docs/levers.md", import.meta.url), leversDocument());
