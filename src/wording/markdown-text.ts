import { visibleText } from "./visible-text.ts";

/**
 * Text that is only text in Markdown, on one line, in a cell as well: what could begin emphasis, code, a link, a
 * picture, HTML, an entity, a formula, an address or a mention is written as itself.
 */
export function markdownText(text: string): string {
  return escaped(text, /[\\`*[\]|~$]|<(?=[A-Za-z/!?])|^[>#]/g);
}

/** The same where it stands among other markup, in which no angle bracket may be left. */
export function markdownSpan(text: string): string {
  return escaped(text, /[\\`*[\]<>|~$]/g);
}

function escaped(text: string, signs: RegExp): string {
  return visibleText(text)
    .replace(signs, "\\$&")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/(?<=\b(?:https?|ftp|mailto|xmpp)):/gi, "\\:")
    .replace(/\b(www)\./gi, "$1\\.")
    .replace(/@(?=[\w-])/g, "\\@");
}

/** Text between backticks, of which it then holds none. */
export function markdownCode(text: string): string {
  return `\`${visibleText(text).replaceAll("`", "'")}\``;
}
