import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Built into one file, or replaced in tests by what finds a package missing: these stay as they are written. */
const asWritten = ["cli", "io", "page"];

/**
 * Where a source file was built to; null where it stays as it is written.
 *
 * @param {string} path absolute
 * @returns {string | null}
 */
export function builtPath(path) {
  const within = relative(join(root, "src"), path);
  const [room = ""] = within.split(sep);
  if (room === ".." || asWritten.includes(room) || !within.endsWith(".ts")) return null;
  const built = join(root, "dist", within.replace(/\.ts$/, ".js"));
  return existsSync(built) ? built : null;
}
