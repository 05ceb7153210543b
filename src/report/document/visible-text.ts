/**
 * Text in which nothing is hidden: line breaks become spaces, other control characters and those
 * that turn the direction of writing become a sign that can be seen.
 */
export function visibleText(text: string): string {
  return text.replace(/[\t\n\r\u2028\u2029]+/g, " ").replace(hidden, "\ufffd");
}

/** Controls, direction overrides and isolates, halves of characters, and what no XML may hold. */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
