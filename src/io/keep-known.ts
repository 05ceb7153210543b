import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KnownFacts } from "../platform/known-facts.ts";
import { withKnown } from "../workspace/known-yaml.ts";
import { workspaceFile } from "./find-workspace.ts";
import { writeAtomically } from "./write-atomically.ts";

/** Puts facts under known: in the headroom.yaml of a workspace that loads; gives its path. */
export function keepKnown(root: string, known: KnownFacts): string {
  const path = join(root, workspaceFile);
  writeAtomically([{ path, content: withKnown(readFileSync(path, "utf8"), known) }]);
  return path;
}
