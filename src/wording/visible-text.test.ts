import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellText, csvCell } from "./csv-cell.ts";
import { jsonText } from "./json-text.ts";
import { markdownCode, markdownText } from "./markdown-text.ts";
import { visibleLines, visibleText } from "./visible-text.ts";

/** Letters, and what terminals, browsers, spreadsheets and Markdown act on. */
const hostile = fc.string({
  unit: fc.constantFrom(
    ...["a", "é", "😀", " ", "\n", "\r", "\t", "\0", "\u0007", "\u001b", "[", "2", "J", "]", "m"],
    ...["\u007f", "\u009b", "\u061c", "\u202e", "\u2066", "\u2028", "\ufeff", "\ud800", "\udc00"],
    ...["<", ">", "&", '"', "'", "`", "*", "_", "|", "\\", "#", "!", "(", ")", "$", "~", "@"],
    ...["=", "+", "-", ";", ",", "%"],
  ),
  maxLength: 40,
});

const hidden = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]|\p{Cs}/u;

describe("visible text", () => {
  it("shows what would act, and keeps letters of any language", () => {
    expect(visibleText("a\u001b[2Jb\u202ec\r\nd 😀é")).toBe("a�[2Jb�c d 😀é");
    expect(visibleLines("a\tb\r\nc\rd\u009b\n")).toBe("a\tb\r\nc�d�\n");
  });

  it("holds nothing hidden, whatever the text", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(visibleText(text)).not.toMatch(hidden);
        expect(visibleLines(text).replace(/\n|\t|\r\n/g, "")).not.toMatch(hidden);
      }),
    );
  });
});

describe("text in JSON", () => {
  it("reads back as it was, and shows nothing hidden", () => {
    fc.assert(
      fc.property(hostile, hostile, (key, value) => {
        const text = jsonText({ [`k${key}`]: value });
        expect(JSON.parse(text)).toEqual({ [`k${key}`]: value });
        expect(text.replaceAll("\n", "")).not.toMatch(hidden);
      }),
    );
  });
});

describe("text in a cell of CSV", () => {
  it.each([
    ["=cmd|calc!A0", "'=cmd|calc!A0"],
    ["+1", "'+1"],
    ["-2+3", "'-2+3"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["'=1", "''=1"],
    ["'quoted'", "'quoted'"],
    ["GET /a,b", '"GET /a,b"'],
    ['say "x"', '"say ""x"""'],
  ])("%s is written as %s", (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it("is no formula, and reads back as it was", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const cell = csvCell(text);
        const inside = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(inside).not.toMatch(/^[=+\-@]/);
        expect(cellText(inside)).toBe(text);
      }),
    );
  });
});

describe("text in Markdown", () => {
  it.each([
    ["<script>alert(1)</script>", "\\<script>alert(1)\\</script>"],
    ["[x](javascript:1)", "\\[x\\](javascript:1)"],
    ["![x](https://a.b)", "!\\[x\\](https\\://a.b)"],
    ["a|b\n# c", "a\\|b # c"],
    ["&lt;b&gt; & more", "\\&lt;b\\&gt; & more"],
    ["# a", "\\# a"],
    ["a < b", "a < b"],
    ["**a** _b_ c_d", "\\*\\*a\\*\\* \\_b\\_ c_d"],
  ])("%s is written as %s", (text, markdown) => {
    expect(markdownText(text)).toBe(markdown);
  });

  it("begins no tag, link, code, cell or line, whatever the text", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const bare = markdownText(text).replace(/\\[!-/:-@[-`{-~]/g, ".");
        expect(bare).not.toMatch(/[`*[\]|\n]|<[A-Za-z/!?]|^[#>]/);
        expect(markdownCode(text).slice(1, -1)).not.toMatch(/[`\n]/);
      }),
    );
  });
});
