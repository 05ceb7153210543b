/** "50", "1k", "1.5k": thousands may be written short. */
const number = String.raw`(\d{1,7}(?!\.\d)|\d{1,4}(?:\.\d)?(?=k))(k?)`;
/** What may stand between a number and what it counts: "100 concurrent users". */
const kind = "(?:(?:concurrent|virtual|parallel|simultaneous|active)[-_ ]?)?";
const people = "users?|vus?|clients?|connections?|nutzer|benutzer|anwender";
const ends = "(?=[^a-z0-9]|$)";
/** A point before a number makes it the end of another: "v1.5_users". */
const begins = String.raw`(?:^|[^a-z0-9.]|[a-z]\.)`;

const patterns = [
  new RegExp(`${begins}${number}[-_ ]?${kind}(?:${people}|threads?|thr|conns?|u)${ends}`, "gi"),
  new RegExp(
    `(?:^|[^a-z0-9])(?:${people}|threads?|thr|conns?|concurrency|n|u|c)[-_= ]?${number}${ends}`,
    "gi",
  ),
];

/** What follows a number of users that is none: how many arrive or are started in a time. */
const rate =
  /^(?:[-_ ]?(?:per|an?|every|each|p|\/)[-_ ]?\d*[-_ ]?(?:s|secs?|seconds?|m|mins?|minutes?|h|hours?)|[-_ ]?(?:s|secs?|seconds?))(?![a-z0-9])/i;

/** What goes before a number of users that come in a time: "arrivals_10_users". */
const arrivals = /(?:^|[^a-z])(?:arrivals?|arrival[-_ ]?rate|rate)[-_= ]?$/i;

/** A folder must say it in words or be nothing else: "n1-standard-4" and "c5" are machines. */
const folderPatterns = [
  new RegExp(`${begins}${number}[-_ ]?${kind}(?:${people})${ends}`, "gi"),
  new RegExp(`(?:^|[^a-z0-9])(?:${people}|concurrency)[-_= ]?${number}${ends}`, "gi"),
  new RegExp(`^[un]${number}$`, "gi"),
];

/**
 * Users N that a file name tells: "u36", "N100", "100_users", "users-50", "1.5k users"; else the nearest of its
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
      if (rate.test(after) || arrivals.test(before)) continue;
      found.add(Math.round(Number(match[1]) * (match[2] ? 1000 : 1)));
    }
  }
  found.delete(0);
  return found;
}
