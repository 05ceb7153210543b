/** What was probably meant by a path that leads nowhere. */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { nearestName } from "../../ingest/nearest-name.ts";

const usual = "check the spelling and the working directory";

/**
 * A remedy for a file that does not exist: the nearest name in its folder, with or without its
 * ending, or of the folder where that is missing too, or else what to check.
 *
 * @param shown the path as the planner knows it
 */
export function missingFileHint(path: string, shown: string): string {
  const near = nearName(basename(path), namesBeside(path));
  if (near !== undefined) return `did you mean ${join(dirname(shown), near)}?`;
  const folder = dirname(path);
  // Where its folder is not there either, that is the name to mend.
  if (folder === path || existsSync(folder) || dirname(shown) === ".") return usual;
  return missingFileHint(folder, dirname(shown));
}

/** The nearest of the names; "pool-100" means pool-100.yaml. */
export function nearName(typed: string, names: readonly string[]): string | undefined {
  const bare = (name: string) => basename(name).replace(/\.[^.]+$/, "");
  const alone = names.find((name) => bare(name) === typed);
  if (alone !== undefined) return alone;
  const near = nearestName(bare(typed), names.map(bare));
  return near === undefined ? undefined : names.find((name) => bare(name) === near);
}

/** None where there is no such folder, or nobody may look into it. */
function namesBeside(path: string): readonly string[] {
  try {
    return readdirSync(dirname(path)).sort();
  } catch {
    return [];
  }
}
