import type { RoundedCount } from "../simulation/course/whole-platform.ts";
import { formatNumber } from "../wording/format-number.ts";
import { formatCount } from "../wording/format-users.ts";

/** "Simulated as: servers of database 2.60 → 3, each 0.867 times as fast"; none where nothing is another. */
export function roundedWords(rounded: readonly RoundedCount[]): readonly string[] {
  if (rounded.length === 0) return [];
  const each = rounded.map(({ name, from, to, faster }) => {
    const speed = faster === undefined ? "" : `, each ${formatNumber(faster)} times as fast`;
    return `${name} ${formatNumber(from)} → ${formatCount(to)}${speed}`;
  });
  return [`Simulated as: ${each.join("; ")}`];
}
