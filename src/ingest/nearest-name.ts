/** The known name closest to a mistyped one, or null when none is near. */
export function nearestName(typed: string, known: readonly string[]): string | null {
  // A name longer than any known one by half cannot be a slip of the finger.
  const longest = Math.max(0, ...known.map((name) => name.length));
  if (typed.length > longest * 1.5) return null;
  // The commonest slip is a missing unit: "p95" for "p95_ms".
  const begun = known.find((name) => typed !== "" && name.startsWith(`${typed.toLowerCase()}_`));
  if (begun !== undefined) return begun;
  const ranked = known
    .map((name) => ({ name, distance: editDistance(typed.toLowerCase(), name) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  // Up to every third letter may be wrong; beyond that a suggestion is a guess.
  return best !== undefined && best.distance <= Math.max(1, Math.ceil(best.name.length / 3))
    ? best.name
    : null;
}

/** Levenshtein distance: insertions, deletions and replacements. O(|a|·|b|). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(
        Math.min(
          (previous[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
