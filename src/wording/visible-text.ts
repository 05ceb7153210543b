/**
 * Characters that are not seen but act: controls (those of terminals among them), those that turn the
 * direction of writing, separators of lines, halves of characters and what no XML may hold.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What stands for one of them. */
const SIGN = "\ufffd";

/** A name for people, on one line: blanks of any kind become a space, hidden characters a sign that is seen. */
export function visibleText(text: string): string {
  return text.replace(/[\t\n\r\u2028\u2029]+/g, " ").replace(HIDDEN, SIGN);
}

/** Several lines for a terminal or a file: line ends and tabs stay, other hidden characters are shown as a sign. */
export function visibleLines(text: string): string {
  return text.replace(HIDDEN, (one, at: number) => {
    if (one === "\n" || one === "\t") return one;
    return one === "\r" && text[at + 1] === "\n" ? one : SIGN;
  });
}
