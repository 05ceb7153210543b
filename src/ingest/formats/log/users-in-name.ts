const patterns = [
  /(?:^|[^a-z0-9])(\d{1,7})[-_ ]?(?:users?|vus?|clients?|threads?|thr|conns?|connections?|u)(?=[^a-z0-9]|$)/gi,
  /(?:^|[^a-z0-9])(?:users?|vus?|clients?|threads?|thr|conns?|connections?|concurrency|n|u|c)[-_= ]?(\d{1,7})(?=[^a-z0-9]|$)/gi,
];

/** What follows a number of users that is none: how many arrive or are started in a time. */
const rate =
  /^(?:[-_ ]?(?:per|an?|every|each|p|\/)[-_ ]?\d*[-_ ]?(?:s|secs?|seconds?|m|mins?|minutes?|h|hours?)|[-_ ]?(?:s|secs?|seconds?))(?![a-z0-9])/i;

/** What goes before a number of users that come in a time: "arrivals_10_users". */
const arrivals = /(?:^|[^a-z])(?:arrivals?|arrival[-_ ]?rate|rate)[-_= ]?$/i;

/** A folder must say it in words or be nothing else: "n1-standard-4" and "c5" are machines. */
const folderPatterns = [
  /(?:^|[^a-z0-9])(\d{1,7})[-_ ]?(?:users?|vus?|clients?|connections?)(?=[^a-z0-9]|$)/gi,
  /(?:^|[^a-z0-9])(?:users?|vus?|clients?|connections?|concurrency)[-_= ]?(\d{1,7})(?=[^a-z0-9]|$)/gi,
  /^[un](\d{1,7})$/gi,
];

/**
 * Users N that a file name tells: "u36", "N100", "100_users", "users-50"; else the nearest of its
 * folders that tells them. Null when none does, or the first that does names two that differ; a bare
 * number ("results_36") is not taken, since it may be a date, a port or a try, and neither is a rate
 * ("10_users_per_sec").
 */
export function usersInName(file: string): number | null {
  const [base = "", ...folders] = file.replaceAll("\\", "/").split("/").reverse();
  const own = usersIn(base.replace(/\.[a-z]+$/i, ""), patterns);
  for (const found of [own, ...folders.map((folder) => usersIn(folder, folderPatterns))]) {
    const [users, ...others] = [...found];
    if (users !== undefined) return others.length === 0 ? users : null;
  }
  return null;
}

function usersIn(part: string, named: readonly RegExp[]): ReadonlySet<number> {
  const found = new Set<number>();
  const taken: (readonly [from: number, to: number])[] = [];
  for (const [at, pattern] of named.entries()) {
    for (const match of part.matchAll(pattern)) {
      // A word behind a number belongs to that number, not to the next: "50_users_2024-01-10".
      const { index } = match;
      if (at > 0 && taken.some(([from, to]) => index > from && index < to)) continue;
      taken.push([index, index + match[0].length]);
      const [before, after] = [
        part.slice(0, match.index + 1),
        part.slice(match.index + match[0].length),
      ];
      if (!rate.test(after) && !arrivals.test(before)) found.add(Number(match[1]));
    }
  }
  found.delete(0);
  return found;
}
