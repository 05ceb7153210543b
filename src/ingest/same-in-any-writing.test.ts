import { describe, expect, it } from "vitest";
import { decodeText } from "./formats/text/decode-text.ts";
import { importResults } from "./import-results.ts";
import { syntheticFiles } from "./testing/synthetic-files.ts";
import { syntheticVariants } from "./testing/synthetic-variants.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, little: boolean) =>
  Uint8Array.from(
    Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).flatMap((code) =>
      little ? [code & 255, code >> 8] : [code >> 8, code & 255],
    ),
  );
const plain = (text: string) => text.replace(/\r*\n/g, "\n");

/** What editors, spreadsheets, shells and mail do to a file without changing what it says. */
const writings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  "Windows line ends": (text) => utf8(plain(text).replaceAll("\n", "\r\n")),
  "Unix line ends": (text) => utf8(plain(text)),
  "a byte-order mark": (text) => utf8(`\uFEFF${text}`),
  "UTF-16, as PowerShell writes it": (text) => utf16(`\uFEFF${text}`, true),
  "UTF-16 without a mark": (text) => utf16(text, true),
  "UTF-16 without a mark, the high byte first": (text) => utf16(text, false),
  // Where the file broke off in mid-line, a line end would say that the line is whole.
  "blank lines at the end": (text) => utf8(text.endsWith("\n") ? `${text}\n\n\n` : text),
  "blank lines at the beginning": (text) => utf8(`\n\n${text}`),
};

const read = (name: string, bytes: Uint8Array) => {
  const { runs, problems } = importResults([{ name, text: decodeText(bytes).text }], { users: 5 });
  // Lines move with blank ones above.
  const moved = ({ first, count }: (typeof runs)[number]["rejected"]) => ({
    count,
    first: first.map(({ message }) => message),
  });
  return {
    // A message over several lines keeps their ends.
    runs: JSON.stringify(runs.map((run) => ({ ...run, rejected: moved(run.rejected) }))).replaceAll(
      "\\r\\n",
      "\\n",
    ),
    problems: problems.map(({ message }) => message),
  };
};

describe("a file of any format", () => {
  const files = [...syntheticFiles, ...syntheticVariants];
  it.each(Object.keys(writings))("says the same with %s", (name) => {
    const write = writings[name] ?? utf8;
    const others = files.filter((file) => {
      const asItIs = JSON.stringify(read(file.name, utf8(file.text)));
      return JSON.stringify(read(file.name, write(file.text))) !== asItIs;
    });
    expect(others.map((file) => file.name)).toEqual([]);
  });
});
