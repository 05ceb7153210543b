import { roundResult } from "./round-result.ts";
import { visibleLines } from "./visible-text.ts";

/**
 * A result as JSON for programs, indented, its numbers rounded. Characters that act on a terminal or turn
 * the direction of writing are written as \uXXXX, which programs read as the same text.
 */
export function jsonText(data: object): string {
  return visibleJson(JSON.stringify(roundResult(data), null, 2));
}

/** A text in quotes, as JSON and YAML read it: see `jsonText`. */
export function quotedText(text: string): string {
  return visibleJson(JSON.stringify(text));
}

function visibleJson(json: string): string {
  return visibleLines(json) === json ? json : json.replace(/[\u007f-\uffff]/g, escaped);
}

function escaped(character: string): string {
  if (visibleLines(character) === character) return character;
  return isHalf(character) ? character : codeOf(character);
}

/** Of a pair, which is one character; JSON.stringify has written lone halves as \uXXXX itself. */
const isHalf = (character: string) => /[\ud800-\udfff]/.test(character);

const codeOf = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
