// Rounding of a discriminant that is 0 in exact arithmetic: a few units of 2^-52 of b².
const discriminantRounding = 1e-15;

/**
 * The real roots of a·x² + b·x + c = 0, smallest first; none, one or two. A double root is
 * given once; where a = b = 0 there is none. Computed without the cancellation of the school
 * formula: each root is good to a few units of rounding unless the two nearly agree.
 *
 * Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. (SIAM, 2002), §1.8.
 *
 * Constant cost; throws nothing: numbers that are not finite give no root.
 */
export function quadraticRoots(a: number, b: number, c: number): readonly number[] {
  const largest = Math.max(Math.abs(a), Math.abs(b), Math.abs(c));
  if (largest === 0) {
    return [];
  }
  // In units of the largest coefficient, so that no square below leaves the range of a double;
  // a power of 2, so that this rounds nothing.
  const unit = 2 ** Math.min(1023, Math.floor(Math.log2(largest)));
  const [A, B, C] = [a / unit, b / unit, c / unit];
  const discriminant = B * B - 4 * A * C;
  if (discriminant < -discriminantRounding * B * B) {
    return [];
  }
  const q = -(B + (B < 0 ? -1 : 1) * Math.sqrt(Math.max(0, discriminant))) / 2;
  const roots = q === 0 ? (A === 0 ? [] : [0]) : [q / A, C / q];
  const finite = roots.filter((root) => Number.isFinite(root));
  return [...new Set(finite)].sort((x, y) => x - y);
}
