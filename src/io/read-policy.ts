import { defaultPolicy, type Policy } from "../limits/policy.ts";
import type { WorkspaceFile } from "../workspace/parse-workspace.ts";
import { workspaceFile } from "./find-workspace.ts";
import { WorkspaceReader } from "./workspace-reader.ts";

/** The policy of a workspace; where it says no red line, the known one holds. Undefined with its problems noted. */
export async function readPolicy(
  reader: WorkspaceReader,
  { policy: path, known }: Pick<WorkspaceFile, "policy" | "known">,
): Promise<Policy | undefined> {
  const redLine = { ...defaultPolicy.redLine, ...known.redLine };
  const usual = { ...defaultPolicy, redLine };
  if (path === undefined) return usual;
  const { parsePolicy } = await import("../workspace/parse-policy.ts");
  return reader.parse(path, (text, file) => parsePolicy(text, file, usual));
}

/**
 * The policy of a workspace alone.
 *
 * @throws InputError when headroom.yaml or the policy is missing or malformed
 */
export async function loadPolicy(root: string, cwd: string): Promise<Policy> {
  const reader = new WorkspaceReader(root, cwd);
  const { parseWorkspace } = await import("../workspace/parse-workspace.ts");
  const file = reader.parse(workspaceFile, parseWorkspace);
  const policy = file === undefined ? undefined : await readPolicy(reader, file);
  if (policy === undefined) throw reader.failure();
  return policy;
}
