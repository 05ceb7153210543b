import { basename, dirname, join } from "node:path";
import { matchesStars } from "../platform/matches-stars.ts";
import { namesIn } from "./list-files.ts";

/**
 * The first file by name that a pattern means, whose last part may hold "*"; undefined where
 * there is none. The path is relative to the folder, as the pattern is.
 */
export function firstFile(folder: string, pattern: string): string | undefined {
  const names = namesIn(join(folder, dirname(pattern)));
  if (names === undefined || typeof names === "string") return undefined;
  const first = names.find((file) => matchesStars(basename(pattern), file));
  return first === undefined ? undefined : join(dirname(pattern), first);
}
