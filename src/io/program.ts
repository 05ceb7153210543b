/** Name and version of this program, as every output carries them. */
import { readFileSync } from "node:fs";

/** "headroom 0.1.0", from the package itself. */
export function program(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return `${name} ${version}`;
}
