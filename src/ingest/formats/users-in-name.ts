const patterns = [
  /(?:^|[^a-z0-9])(\d{1,7})[-_ ]?(?:users?|vus?|clients?|threads?|thr|conns?|connections?|u)(?=[^a-z0-9]|$)/gi,
  /(?:^|[^a-z])(?:users?|vus?|clients?|threads?|thr|conns?|connections?|concurrency|n|u|c)[-_= ]?(\d{1,7})(?=[^a-z0-9]|$)/gi,
];

/**
 * Users N that a file name tells: "u36", "N100", "100_users", "users-50". Null when the name has
 * none or two that differ; a bare number ("results_36") is not taken, since it may be a date, a port
 * or a try.
 */
export function usersInName(file: string): number | null {
  const base = (file.replaceAll("\\", "/").split("/").at(-1) ?? "").replace(/\.[a-z]+$/i, "");
  const found = new Set<number>();
  for (const pattern of patterns) {
    for (const match of base.matchAll(pattern)) found.add(Number(match[1]));
  }
  found.delete(0);
  const [users, ...others] = [...found];
  return users !== undefined && others.length === 0 ? users : null;
}
