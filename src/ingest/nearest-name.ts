/** Finds what was probably meant by a misspelled name. */

/**
 * The known name with the fewest typing errors (a letter missing, added, wrong, or two
 * swapped: the optimal string alignment distance of Boytsov, ACM JEA 16, 2011, §2.1),
 * regardless of case. `undefined` when nothing is within a third of the name's length,
 * where a suggestion would only mislead. Ties go to the name listed first. A name that only
 * lacks its unit ("p95" for "p95_ms") comes before all others.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const lacksUnit = known.find((one) => name !== "" && one.startsWith(`${name.toLowerCase()}_`));
  if (lacksUnit !== undefined) return lacksUnit;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    // Each letter too many or too few is an error: a header of megabytes is near to nothing.
    if (Math.abs(name.length - candidate.length) >= least) continue;
    const errors = typingErrors(name.toLowerCase(), candidate.toLowerCase());
    if (errors < least) {
      least = errors;
      best = candidate;
    }
  }
  return best;
}

function typingErrors(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + wrong);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], j: number): number => row[j] ?? Number.POSITIVE_INFINITY;
