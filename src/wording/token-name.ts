/** "TTFT P95", "TPOT mean": a figure of the times of tokens as the field calls it. */
export function tokenName({
  of,
  figure,
}: {
  readonly of: string;
  readonly figure: string;
}): string {
  return `${of.toUpperCase()} ${figure === "mean" ? "mean" : figure.toUpperCase()}`;
}
