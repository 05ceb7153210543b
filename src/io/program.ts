/** Name and version of this program, as every output carries them. */
import { existsSync, readFileSync } from "node:fs";

/** "headroom 0.1.0": the command's name, and the version of the package itself. */
export function program(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(text) as { version: string };
  return `headroom ${version}`;
}

/** What `headroom --help` prints, kept by the build; undefined when it was not built. */
export function builtHelp(): string | undefined {
  const file = new URL("../cli/help.txt", import.meta.url);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/**
 * This program to its last digit: version, the code that was built, and the Node it runs on.
 * Undefined when it runs from its sources, whose changes nobody counts.
 */
export function builtProgram(): string | undefined {
  const file = new URL("../cli/code.txt", import.meta.url);
  if (!existsSync(file)) return undefined;
  return `${program()} ${readFileSync(file, "utf8").trim()} Node ${process.version} ${process.arch}`;
}
