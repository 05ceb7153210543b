/** One record of a delimited file. */
export interface Row {
  readonly cells: readonly string[];
  /** Line on which the record begins, counted from 1. */
  readonly line: number;
}

export interface DelimitedRows {
  readonly rows: readonly Row[];
  readonly delimiter: string;
  /** The last record lacks its line end: a killed or still running generator may have cut it. */
  readonly openEnd: boolean;
  /** Line of a quote that is never closed, or null; from there on quotes were read as characters. */
  readonly strayQuote: number | null;
}

const delimiters = [",", ";", "\t", "|"];

/** The candidate that divides the first line most often, outside quotes; a comma when none does. */
function guessDelimiter(text: string): string {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const character of text.slice(0, 10_000)) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "\n" || character === "\r")) {
      if (counts.size > 0) break;
    } else if (!quoted && delimiters.includes(character)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [",", 0] as const)[0];
}

/**
 * Splits delimited text into records: RFC 4180 quotes (line ends and doubled quotes inside them),
 * any line end, including the CR CR LF of Locust on Windows, byte-order mark and blank lines
 * skipped. Never fails: an unclosed quote is reported and read as an ordinary character, so that it
 * cannot swallow the rest of the file. Linear in the length of the text.
 */
export function readRows(text: string, delimiter = guessDelimiter(text)): DelimitedRows {
  const rows: Row[] = [];
  let position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  let strayQuote: number | null = null;
  let openEnd = false;

  while (position < text.length) {
    const startLine = line;
    const cells: string[] = [];
    for (;;) {
      let cell: string;
      const quoteEnds =
        text[position] === '"' && strayQuote === null ? closingQuote(text, position) : -1;
      if (text[position] === '"' && strayQuote === null && quoteEnds < 0) strayQuote = line;
      if (quoteEnds >= 0) {
        const raw = text.slice(position + 1, quoteEnds);
        for (const character of raw) if (character === "\n") line++;
        const rest = nextBreak(text, quoteEnds + 1, delimiter);
        cell = raw.replaceAll('""', '"') + text.slice(quoteEnds + 1, rest);
        position = rest;
      } else {
        const end = nextBreak(text, position, delimiter);
        cell = text.slice(position, end);
        position = end;
      }
      cells.push(cell);
      if (text[position] !== delimiter) break;
      position++;
    }
    openEnd = position >= text.length;
    while (text[position] === "\r") position++;
    if (text[position] === "\n") {
      position++;
      line++;
    } else if (text[position - 1] === "\r") line++;
    if (cells.length > 1 || (cells[0] ?? "").trim() !== "") rows.push({ cells, line: startLine });
  }
  return { rows, delimiter, openEnd, strayQuote };
}

function closingQuote(text: string, opening: number): number {
  for (let at = opening + 1; ; at++) {
    at = text.indexOf('"', at);
    if (at < 0) return -1;
    if (text[at + 1] !== '"') return at;
    at++;
  }
}

function nextBreak(text: string, from: number, delimiter: string): number {
  const divides = delimiter.charCodeAt(0);
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === divides || code === 10 || code === 13) return at;
  }
  return text.length;
}
