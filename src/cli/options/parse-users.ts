/** `--users`: one load, several, or a range of loads. */
import { MOST_USERS } from "../../planning/fit/too-thin-to-fit.ts";
import { UsageError } from "../usage-error.ts";

const examples = "e.g. --users 250, --users 250,300 or --users 10..800:10";

/** More points than any chart has pixels across. */
const mostPoints = 5000;

function bounded(users: number): number {
  if (users <= MOST_USERS) return users;
  throw new UsageError(
    `--users: ${users} are more than the ${MOST_USERS} that are solved`,
    "ask for a part of the platform and its users, e.g. one of ten cells",
  );
}

/** @throws UsageError unless it is a whole number of users, 1 or more */
export async function parseOneLoad(typed: string): Promise<number> {
  if (/^[1-9]\d{0,8}$/.test(typed)) return bounded(Number(typed)); // the usual case needs no units
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  try {
    return bounded(parseQuantity(typed, "users"));
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new UsageError(`--users: ${error.message}`, examples);
  }
}

/** "250" → [250]; "300,250" → [250, 300]; "10..800:10" → [10, 20, … 800]; the step is 1 without ":". */
export async function parseUsers(typed: string): Promise<readonly number[]> {
  if (!typed.includes("..")) {
    const listed = await Promise.all(typed.split(",").map((one) => parseOneLoad(one.trim())));
    return [...new Set(listed)].sort((a, b) => a - b);
  }
  const parts = /^\s*(\d{1,9})\s*\.\.\s*(\d{1,9})\s*(?::\s*(\d{1,9})\s*)?$/.exec(typed);
  const [from, to, step] =
    parts === null ? [0, 0, 0] : parts.slice(1).map((part) => Number(part ?? 1));
  if (from === undefined || to === undefined || step === undefined || from < 1 || step < 1) {
    throw new UsageError(`--users: expected a range from..to:step, got "${typed}"`, examples);
  }
  if (to < from) throw new UsageError(`--users: the range ${typed} does not rise`, examples);
  const count = Math.floor((to - from) / step) + 1;
  if (count > mostPoints) {
    throw new UsageError(
      `--users: ${count} loads are more than ${mostPoints}`,
      "take a wider step",
    );
  }
  bounded(to);
  return Array.from({ length: count }, (_, i) => from + i * step);
}
