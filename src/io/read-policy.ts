import { defaultPolicy, type Policy } from "../limits/policy.ts";
import type { WorkspaceFile } from "../workspace/parse-workspace.ts";
import type { WorkspaceReader } from "./workspace-reader.ts";

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
