/** Words that stay with the number before them. */
const units = new Set(["ms", "s", "%", "req/s", "users", "user"]);

/** Breaks a text into lines of at most `width` characters, at spaces, never between a number and its unit; a longer word stays whole. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of wordsOf(text)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const word of text.split(" ")) {
    const before = words.at(-1);
    const isUnit = units.has(word.replace(/[.,;:)]+$/, "")) && /\d$/.test(before ?? "");
    if (isUnit) words[words.length - 1] = `${before} ${word}`;
    else words.push(word);
  }
  return words;
}
