/** A sentence as a part of another: its first letter small, but for abbreviations ("API", "P95"). */
export function lowerFirst(text: string): string {
  return /^[A-Z](?![A-Z0-9])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
