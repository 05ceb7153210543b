/** The text in quotes, cut to what a terminal line can hold: a cell may be megabytes long. */
export function shorten(text: string, longest = 40): string {
  const clean = text.slice(0, longest + 1).replace(/\s+/g, " ");
  return text.length > longest ? `"${clean.slice(0, longest)}…"` : `"${clean}"`;
}
