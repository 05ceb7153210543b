import type { GateDocument } from "./gate-document.ts";
import { gateJunit } from "./gate-junit.ts";
import { gateMarkdown } from "./gate-markdown.ts";

/** Every format for pipelines, by the name that `--format` knows. */
export const gateFormats: Readonly<Record<string, (gate: GateDocument) => string>> = {
  junit: gateJunit,
  markdown: gateMarkdown,
};
