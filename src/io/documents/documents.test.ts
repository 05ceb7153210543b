/** The forms that other programs open: written, and opened with something else where it is there. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { heading, list, paragraph, table } from "../../report/document/document.ts";
import { htmlPage } from "./html-page.ts";
import { loadOptional } from "./optional-package.ts";
import { pdfDocument } from "./pdf-document.ts";
import { wordDocument } from "./word-document.ts";
import { readZip, writeZip } from "./zip.ts";

const name = '<b>GET /a & "b"</b> #x [y] \\n *z*';
const document = {
  title: "Shop: capacity review",
  blocks: [
    paragraph([{ strong: "CONDITIONAL GO: 250 users" }, `; ${name}`]),
    heading(2, "Limits"),
    table(
      ["Limit", "Value"],
      [
        ["Safe limit", "250 users"],
        ["Ceiling", [{ code: "163 req/s" }]],
      ],
    ),
    ...list(["first step", "second step"], true),
    ...list(["a point"]),
    { kind: "picture" as const, name: "zones", alt: "Zones by load", caption: "It breaks at 307." },
  ],
};

const png = readFileSync(fileURLToPath(new URL("../../../out/zones.png", import.meta.url)));
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><text x="4" y="20" font-family="DejaVu Sans">drawn</text></svg>';
const folder = mkdtempSync(join(tmpdir(), "headroom-"));
afterAll(() => rmSync(folder, { recursive: true }));

const xml = (bytes: Uint8Array, entry: string) =>
  Buffer.from(readZip(bytes).get(entry) ?? "").toString("utf8");
const words = (text: string) =>
  text
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");

describe("Word", () => {
  it("has headings, lists and tables as such, and pictures with their alternative text", async () => {
    const bytes = await wordDocument(document, new Map([["zones", png]]), "x.docx");
    const body = xml(bytes, "word/document.xml");
    expect(words(body)).toContain(`CONDITIONAL GO: 250 users; ${name}`);
    expect(body).toContain('<w:pStyle w:val="Heading1"/>');
    expect(body.match(/<w:tbl>/g)).toHaveLength(1);
    expect(body.match(/<w:tr>|<w:tr /g)).toHaveLength(3);
    expect(body.match(/<w:numPr>/g)).toHaveLength(3);
    expect(body).toContain('descr="Zones by load. It breaks at 307."');
    const pictures = [...readZip(bytes)].filter(([entry]) => entry.endsWith(".png"));
    expect(pictures.map(([, content]) => Buffer.from(content).equals(png))).toEqual([true]);
  });

  it("gives the same bytes for the same document, whatever the clock says", async () => {
    const first = await wordDocument(document, new Map([["zones", png]]), "x.docx");
    const second = await wordDocument(document, new Map([["zones", png]]), "x.docx");
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    expect(xml(first, "docProps/core.xml")).toContain("2000-01-01T00:00:00Z");
  });
});

describe("PDF", () => {
  it("is tagged, and gives the same bytes for the same document", async () => {
    const first = await pdfDocument(document, new Map([["zones", svg]]), "x.pdf");
    const second = await pdfDocument(document, new Map([["zones", svg]]), "x.pdf");
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    const text = Buffer.from(first).toString("latin1");
    expect(text.startsWith("%PDF-")).toBe(true);
    expect(text).toContain("/StructTreeRoot");
    expect(text).toContain("/MarkInfo");
    expect(text).not.toContain("/CreationDate"); // no day is better than a wrong one
  });

  // Not everybody has poppler: continuous integration installs it.
  const hasPoppler = spawnSync("pdftotext", ["-v"]).error === undefined;
  it.skipIf(!hasPoppler)("says the same words to another program", async () => {
    const file = join(folder, "x.pdf");
    writeFileSync(file, await pdfDocument(document, new Map([["zones", svg]]), file));
    const { stdout } = spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    for (const said of [
      "Shop: capacity review",
      "CONDITIONAL GO: 250 users",
      "Safe limit",
      "163 req/s",
      "1. first step",
      "drawn",
      "It breaks at 307.",
    ]) {
      expect(stdout).toContain(said);
    }
    expect(stdout.replace(/\s+/g, " ")).toContain(name);
  });
});

describe("page", () => {
  it("allows its own style alone, by its hash", () => {
    const page = htmlPage(document, new Map([["zones", { light: svg, dark: svg }]]));
    expect(page).toMatch(/style-src 'sha256-[A-Za-z0-9+/]{43}='/);
    expect(page).toContain("&lt;b&gt;GET /a &amp; &quot;b&quot;&lt;/b&gt;");
  });
});

describe("a package that is not there", () => {
  it("is named with the command that gets it", async () => {
    const missing = () =>
      Promise.reject(Object.assign(new Error("no"), { code: "ERR_MODULE_NOT_FOUND" }));
    await expect(loadOptional("pdf", "review.pdf", missing)).rejects.toThrow(
      /needs the package @myriaddreamin\/typst-ts-node-compiler, which is not installed here/,
    );
    await expect(loadOptional("docx", "review.docx", missing)).rejects.toMatchObject({
      problems: [{ file: "review.docx", hint: expect.stringContaining("npm install docx@") }],
    });
  });
});

describe("zip", () => {
  it("gives back what was put in, in its order", () => {
    const entry = fc.tuple(
      fc.stringMatching(/^[a-z]{1,8}\.xml$/),
      fc.uint8Array({ maxLength: 200 }),
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
        const map = new Map(entries);
        const read = readZip(writeZip(map));
        expect([...read].map(([key, value]) => [key, [...value]])).toEqual(
          [...map].map(([key, value]) => [key, [...value]]),
        );
      }),
    );
  });

  it("carries the published check value of CRC-32", () => {
    // CRC-32 of "123456789" is cbf43926 (Williams, A Painless Guide to CRC Error Detection Algorithms).
    const bytes = Buffer.from(writeZip(new Map([["x", Buffer.from("123456789")]])));
    expect(bytes.readUInt32LE(14)).toBe(0xcbf43926);
  });

  it("reads what is deflated, and refuses what is no archive", () => {
    const stored = Buffer.from(writeZip(new Map([["x", Buffer.alloc(0)]])));
    const packed = deflateRawSync(Buffer.from("hello"));
    const local = stored.subarray(0, 31);
    const listing = Buffer.from(stored.subarray(31, 31 + 47));
    listing.writeUInt16LE(8, 10);
    listing.writeUInt32LE(packed.length, 20);
    const end = Buffer.from(stored.subarray(31 + 47));
    end.writeUInt32LE(31 + packed.length, 16);
    const archive = Buffer.concat([local, packed, listing, end]);
    expect(Buffer.from(readZip(archive).get("x") ?? "").toString()).toBe("hello");
    expect(() => readZip(Buffer.from("nothing"))).toThrow("archive must have a listing");
  });
});
