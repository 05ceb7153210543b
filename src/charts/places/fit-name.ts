import { wrapToWidth } from "../layers/wrap-text.ts";
import { textWidth } from "./text-width.ts";

/**
 * A name on as many lines as it needs in a width: broken at spaces, else after "/" or between
 * letters; nothing is cut off up to `most` lines, beyond them the end of the name is kept.
 */
export function fitName(
  name: string,
  width: number,
  fontSize: number,
  { isBold = false, most = 3 }: { readonly isBold?: boolean; readonly most?: number } = {},
): string[] {
  const fits = (line: string) => textWidth(line, fontSize, isBold) <= width;
  const lines = wrapToWidth(name, width, fontSize, isBold).flatMap((line) => broken(line, fits));
  if (lines.length <= most) return lines;
  const kept = [...lines.slice(0, most - 1), shortened(lines.slice(most - 1).join(""), fits)];
  return kept;
}

/** A word that is too long, cut after the last "/", "-", "_" or "." that fits, else anywhere. */
function broken(line: string, fits: (line: string) => boolean): string[] {
  if (fits(line)) return [line];
  let end = line.length - 1;
  while (end > 1 && !fits(line.slice(0, end))) end--;
  const at = Math.max(
    ...["/", "-", "_", ".", "?", "&"].map((one) => line.lastIndexOf(one, end - 2)),
  );
  const cut = at > end / 3 ? at + 1 : end;
  return [line.slice(0, cut), ...broken(line.slice(cut), fits)];
}

/** The end of a text tells endpoints apart, since their beginnings are alike. */
function shortened(text: string, fits: (line: string) => boolean): string {
  let from = 0;
  while (from < text.length && !fits(`…${text.slice(from)}`)) from++;
  return from === 0 ? text : `…${text.slice(from)}`;
}
