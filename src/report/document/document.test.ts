import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visibleText } from "../../wording/visible-text.ts";
import { type Block, heading, list, paragraph, type ReportDocument, table } from "./document.ts";
import { documentHtml } from "./document-html.ts";
import { blocksMarkdown, documentMarkdown } from "./document-markdown.ts";
import { documentTypst } from "./document-typst.ts";

/** Names as somebody who means harm would choose them. */
const names = [
  "<img src=x onerror=alert(1)>",
  "GET /a|b](javascript:alert(1))",
  "**bold** _it_ `code` ~~gone~~ $x^2$",
  "&lt;b&gt; &#106;",
  "# heading",
  "1. first",
  "- item",
  "![x](http://evil.example/p.png)",
  "www.evil.example and https://evil.example",
  '"); #read("/etc/passwd") //',
  "@someone",
  "\\",
  "a\nb",
];

const everywhere = (name: string): ReportDocument => ({
  title: name,
  blocks: [
    heading(2, name),
    paragraph(["said of ", { strong: name }, ", ", name]),
    ...list([name, [{ code: name }]]),
    table([name, "n"], [[name, [{ code: name }]]]),
    { kind: "picture", name: "zones", alt: name, caption: name },
    { kind: "details", summary: name, blocks: [paragraph(name)] },
  ],
});

/** Signs that mean something in one of the forms, and some that do not. */
const hostile = fc.string({
  unit: fc.constantFrom(..."<>&\"'`*_[]()|\\#~$!@{}-+.:/ \n1ax"),
  maxLength: 30,
});

const html = (document: ReportDocument) =>
  documentHtml(document, {
    pictures: new Map([["zones", { light: "<svg></svg>", dark: "<svg></svg>" }]]),
    hash: () => "aGFzaA==",
  });

describe("names in a document", () => {
  it.each(names)("%s becomes no tag and no attribute of the page", (name) => {
    const plain = html(everywhere("name"));
    const tags = (page: string) =>
      page.match(/<[^>]*>/g)?.map((tag) => tag.replace(/"[^"]*"/g, ""));
    expect(tags(html(everywhere(name)))).toEqual(tags(plain));
  });

  it("stand in the page as they are, whatever signs they hold", () => {
    const signs = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
    fc.assert(
      fc.property(hostile, (name) => {
        const page = html({ title: "t", blocks: [paragraph(name)] });
        const [, said = ""] = /<p>([^<]*)<\/p>/.exec(page) ?? [];
        const read = said.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => {
          return signs[entity as keyof typeof signs];
        });
        expect(read).toBe(visibleText(name));
      }),
    );
  });

  it("are words in Markdown: nothing is left that could begin markup", () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const said = blocksMarkdown([table(["a"], [[name]])])
          .split("\n")
          .slice(2)
          .join("\n");
        // CommonMark, 2.4: a backslash before punctuation takes its meaning.
        const bare = said.slice(2, -2).replace(/\\[!-/:-@[-`{-~]/g, " ");
        expect(bare).not.toMatch(
          /[`*<>[\]|~$\\\n]|&#?\w+;|https?:|@\w|(?<![a-z0-9])_|_(?![a-z0-9])/,
        );
        expect(said.slice(2, -2).replace(/\\([!-/:-@[-`{-~])/g, "$1")).toBe(visibleText(name));
      }),
    );
  });

  it.each([
    ["# x", "\\# x"],
    ["1. x", "1\\. x"],
    ["- x", "\\- x"],
    ["+ x", "\\+ x"],
    ["> x", "\\> x"],
  ])("begin no block of Markdown: %s", (text, written) => {
    expect(blocksMarkdown([paragraph(text)])).toBe(written);
  });

  it("are strings to Typst", () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const source = documentTypst({ title: name, blocks: [] }, () => null);
        const [, literal = ""] =
          /^#set document\(title: ("(?:[^"\\]|\\.)*"), date: none\)/.exec(source) ?? [];
        // Of JSON's escapes only those of backslash and quote are used, which Typst has, too.
        expect(JSON.parse(literal)).toBe(visibleText(name));
      }),
    );
  });

  it("hide nothing: controls and turned directions are shown", () => {
    expect(visibleText("a\u202eb\u0000c\u001b[2J\r\nd")).toBe("a\ufffdb\ufffdc\ufffd[2J d");
    expect(visibleText("\ud800x")).toBe("\ufffdx");
    expect(visibleText("é 漢 😀")).toBe("é 漢 😀");
  });
});

describe("one document in its forms", () => {
  const blocks: readonly Block[] = [
    heading(2, "Limits"),
    table(["Limit", "Value"], [["Safe limit", "250 users"]]),
    { kind: "picture", name: "zones", alt: "Zones", caption: "It breaks at 307." },
    { kind: "details", summary: "Why", blocks: [paragraph("Because.")] },
    { kind: "code", text: "a\n```\nb" },
    ...list(["first", "second"], true),
  ];
  const document = { title: "Shop", blocks };

  it("is Markdown with links to pictures, and without what cannot fold", () => {
    expect(documentMarkdown(document, (name) => `p/${name} 1.svg`)).toBe(
      [
        "# Shop",
        "## Limits",
        "| Limit | Value |\n| --- | --- |\n| Safe limit | 250 users |",
        "![Zones](<p/zones 1.svg>)",
        "It breaks at 307.",
        "````\na\n```\nb\n````",
        "1. first\n2. second\n",
      ].join("\n\n"),
    );
    expect(documentMarkdown(document, () => null)).not.toContain("It breaks");
  });

  it("is one page that asks for nothing and runs nothing", () => {
    const page = html(document);
    expect(page).toContain("default-src 'none'; style-src 'sha256-aGFzaA=='");
    expect(page).not.toMatch(/<script|<link|\bsrc=|\bon\w+=|url\(http|@import/);
    expect(page).toContain("<details><summary>Why</summary>\n<p>Because.</p>\n</details>");
    expect(page).toContain('<div class="light" role="img" aria-label="Zones">');
  });

  it("gives every drawing ids of its own", () => {
    const drawing = '<svg><clipPath id="clip1"/><g clip-path="url(#clip1)"/></svg>';
    const page = documentHtml(
      { title: "t", blocks: [{ kind: "picture", name: "zones", alt: "a", caption: "c" }] },
      { pictures: new Map([["zones", { light: drawing, dark: drawing }]]), hash: () => "" },
    );
    for (const theme of ["light", "dark"]) {
      expect(page).toContain(
        `id="zones-${theme}-clip1"/><g clip-path="url(#zones-${theme}-clip1)"`,
      );
    }
  });

  it("refuses a row that would drop or invent a cell", () => {
    expect(() => table(["a", "b"], [["1"]])).toThrow("row must have 2 cells, got 1");
  });
});
