import { usersInName } from "./users-in-name.ts";

/**
 * Users of a run whose figures do not tell: what the planner stated, else the command line that was
 * kept with the output, else what the file or its folders are called.
 *
 * @throws RangeError unless the stated users are a whole number, 1 or more
 */
export function usersKnown(
  file: string,
  stated: number | undefined,
  inCommand: number | null = null,
): { readonly users: number | null; readonly from: string } {
  if (stated !== undefined) {
    if (!Number.isSafeInteger(stated) || stated < 1) {
      throw new RangeError(`users must be a whole number, 1 or more, got ${stated}`);
    }
    return { users: stated, from: "given by the planner" };
  }
  if (inCommand !== null) return { users: inCommand, from: "in the command line kept in the file" };
  const users = usersInName(file);
  return users === null ? { users, from: "" } : { users, from: "in the file name" };
}
