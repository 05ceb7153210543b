/** The references in docs/ say what the program says today. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as library from "../../../index.ts";
import { commands } from "../../launch.ts";
import { referenceDocuments } from "./reference-documents.ts";

const docs = new URL("../../../../docs/", import.meta.url);
const made = await referenceDocuments();

describe("docs/ (write them anew: node --import tsx scripts/write-reference-docs.ts)", () => {
  it.each(Object.entries(made))("%s is what the program says", (name, text) => {
    expect(readFileSync(new URL(name, docs), "utf8")).toBe(text);
  });

  it("has every command, and everything that the library exports, under a heading", () => {
    for (const { usage } of commands) {
      expect(made["commands.md"]).toContain(`\n## headroom ${usage.split(" ")[0]}\n`);
    }
    for (const name of Object.keys(library)) expect(made["api.md"]).toContain(`\n#### ${name}\n`);
  });
});
