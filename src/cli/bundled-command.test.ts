/** The built command line is one file, and all that it starts or reads is where it looks for it. */
import { existsSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const launch = new URL("../../dist/cli/launch.js", import.meta.url);
const text = readFileSync(launch, "utf8");

describe("dist/cli/launch.js", () => {
  it("opens nothing but modules of Node before it knows what is asked", () => {
    const imported = [...text.matchAll(/(?:^|;)import[\s{*][^;"()]*?from\s*"([^"]+)";/gm)];
    // The two lines of the banner are one; what the program itself opens first is written closer.
    expect(imported.length).toBeGreaterThan(1);
    const others = imported.map(([, from = ""]) => from).filter((from) => !isBuiltin(from));
    expect(others).toEqual([]);
  });

  it("finds the files of its threads and texts", () => {
    const named = [...text.matchAll(/new URL\("([^"]+)",\s*import\.meta\.url\)/g)];
    expect(named.length).toBeGreaterThan(3);
    for (const [, path = ""] of named) {
      expect(existsSync(fileURLToPath(new URL(path, launch))), path).toBe(true);
    }
  });
});
