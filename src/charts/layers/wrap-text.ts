import { textWidth } from "../places/text-width.ts";

/** Words that stay with the number before them. */
const units = new Set(["ms", "s", "%", "req/s", "users", "user"]);

/** Breaks a text into lines of at most `width` characters, at spaces, never between a number and its unit; a longer word stays whole. */
export function wrapText(text: string, width: number): string[] {
  return wrapped(text, (line) => line.length <= width);
}

/** The same for a width in pixels, at a font size in pixels. */
export function wrapToWidth(
  text: string,
  width: number,
  fontSize: number,
  isBold = false,
): string[] {
  return wrapped(text, (line) => textWidth(line, fontSize, isBold) <= width);
}

function wrapped(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of wordsOf(text)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && !fits(longer)) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Words, each number with its unit and each "×" with its number. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const word of text.split(" ")) {
    const before = words.at(-1);
    const isUnit = units.has(word.replace(/[.,;:)]+$/, "")) && /\d$/.test(before ?? "");
    // "× 28" is one word, too.
    if (isUnit || before === "×" || before?.endsWith(" ×"))
      words[words.length - 1] = `${before} ${word}`;
    else words.push(word);
  }
  return words;
}
