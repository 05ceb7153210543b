/**
 * The object or array literal that begins at a bracket, up to the bracket that closes it; brackets and
 * escaped quotes inside double-quoted strings do not count. Undefined when it is never closed. Linear.
 */
export function balancedLiteral(text: string, start: number): string | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") {
      depth--;
      if (depth === 0) return text.slice(start, at + 1);
    }
  }
  return undefined;
}
