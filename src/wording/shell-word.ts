/**
 * A path as one word of a command that is printed to be typed again: in double quotes where a blank or a
 * bracket would divide it, as it is elsewhere.
 *
 * @example shellWord("my tests") // "\"my tests\""
 */
export function shellWord(path: string): string {
  return /^[\p{L}\p{N}_./\\:@%+=,~-]+$/u.test(path)
    ? path
    : `"${path.replace(/(["$`])/g, "\\$1")}"`;
}
