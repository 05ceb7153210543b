import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/**
 * For each source file the tests that reach it by imports, nearest first: those beside it, then those
 * that import it over more files. Among equals the smaller path comes first.
 */
export function nearTests(
  root: string,
  files: readonly string[],
): (file: string) => readonly string[] {
  const importers = new Map<string, string[]>();
  for (const file of files) {
    for (const target of importsOf(root, file)) {
      importers.set(target, [...(importers.get(target) ?? []), file]);
    }
  }
  return (file) => {
    const tests: string[] = [];
    const seen = new Set([file]);
    let layer: readonly string[] = [file];
    while (layer.length > 0) {
      tests.push(...layer.filter((name) => name.endsWith(".test.ts")).sort());
      layer = layer
        .flatMap((name) => importers.get(name) ?? [])
        .filter((name) => !seen.has(name) && seen.add(name));
    }
    const beside = file.replace(/\.ts$/, ".test.ts");
    const folder = dirname(file);
    const rank = (test: string) => (test === beside ? 0 : dirname(test) === folder ? 1 : 2);
    return tests.sort((a, b) => rank(a) - rank(b));
  };
}

/** Source files that a file imports, with types only or not, by a relative path. */
function importsOf(root: string, file: string): readonly string[] {
  const text = readFileSync(join(root, file), "utf8");
  const paths = [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+\.ts)"/g)];
  return paths.map(([, path = ""]) => normalize(join(dirname(file), path)));
}
