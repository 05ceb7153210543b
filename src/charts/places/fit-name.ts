import { wordsOf } from "../layers/wrap-text.ts";
import { textWidth } from "./text-width.ts";

/** A part of a name that stays whole, and what stands between it and the part before. */
interface Part {
  readonly text: string;
  readonly joint: "" | " ";
}

/**
 * A name on as many lines as it needs in a width: broken at spaces, and within a word that is too
 * long after "/" and the like, or between letters; nothing is cut off up to `most` lines, beyond
 * them the end of the name is kept.
 */
export function fitName(
  name: string,
  width: number,
  fontSize: number,
  { isBold = false, most = 3 }: { readonly isBold?: boolean; readonly most?: number } = {},
): string[] {
  const fits = (line: string) => textWidth(line, fontSize, isBold) <= width;
  const lines: string[] = [];
  let line = "";
  for (const { text, joint } of wordsOf(name).flatMap((word) => partsOf(word, fits))) {
    const longer = line === "" ? text : `${line}${joint}${text}`;
    if (line !== "" && !fits(longer)) {
      lines.push(line);
      line = text;
    } else {
      line = longer;
    }
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), shortened(lines.slice(most - 1).join(""), fits)];
}

function partsOf(word: string, fits: (line: string) => boolean): readonly Part[] {
  if (fits(word)) return [{ text: word, joint: " " }];
  const pieces = (word.match(/[^/_.?&-]*[/_.?&-]|[^/_.?&-]+$/g) ?? [word]).flatMap((piece) =>
    cut(piece, fits),
  );
  return pieces.map((text, i) => ({ text, joint: i === 0 ? " " : "" }));
}

/** Between letters, as many as fit. */
function cut(piece: string, fits: (line: string) => boolean): string[] {
  if (fits(piece) || piece.length < 2) return [piece];
  let end = piece.length - 1;
  while (end > 1 && !fits(piece.slice(0, end))) end--;
  return [piece.slice(0, end), ...cut(piece.slice(end), fits)];
}

/** The end of a text tells endpoints apart, since their beginnings are alike. */
function shortened(text: string, fits: (line: string) => boolean): string {
  if (fits(text)) return text;
  let from = 0;
  while (from < text.length && !fits(`…${text.slice(from)}`)) from++;
  return `…${text.slice(from)}`;
}
