/**
 * Whether a text fits a pattern in which `*` stands for any characters, none as well, and everything else for
 * itself. Each part is looked for once, from left to right, so that no pattern takes long.
 */
export function matchesStars(pattern: string, text: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  const last = others.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
