import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * The first file by name that a pattern means, whose last part may hold "*"; undefined where
 * there is none. The path is relative to the folder, as the pattern is.
 */
export function firstFile(folder: string, pattern: string): string | undefined {
  const inside = join(folder, dirname(pattern));
  if (!existsSync(inside)) return undefined;
  const parts = basename(pattern).split("*");
  const name = new RegExp(
    `^${parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`,
  );
  const [first] = readdirSync(inside)
    .filter((file) => name.test(file))
    .sort();
  return first === undefined ? undefined : join(dirname(pattern), first);
}
