import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("decodeText", () => {
  it("reads back every text that was written as UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 50 }), (text) => {
        expect(decodeText(bytesOf(text))).toEqual({
          text: text.replace(/^\uFEFF/, ""),
          encoding: "utf-8",
        });
      }),
      { seed: 6 },
    );
  });

  it("removes a byte-order mark and reads UTF-16 by its own", () => {
    expect(decodeText(bytesOf("\uFEFFa")).text).toBe("a");
    expect(decodeText(new Uint8Array([0xff, 0xfe, 0x61, 0, 0xe9, 0]))).toEqual({
      text: "aé",
      encoding: "utf-16le",
    });
    expect(decodeText(new Uint8Array([0xfe, 0xff, 0, 0x61])).text).toBe("a");
  });

  it("knows UTF-16 without its mark by every second byte", () => {
    const text = "users,mean_ms\r\n10,100\r\n";
    const little = Uint8Array.from([...text].flatMap((one) => [one.charCodeAt(0), 0]));
    const big = Uint8Array.from([...text].flatMap((one) => [0, one.charCodeAt(0)]));
    expect(decodeText(little)).toEqual({ text, encoding: "utf-16le" });
    expect(decodeText(big)).toEqual({ text, encoding: "utf-16be" });
  });

  it("tells the order of such bytes where most characters look like those of the other one", () => {
    const text = `${"─".repeat(40)}\n│ Stat │ Avg │\n${"一".repeat(20)} 12\n`;
    const codes = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
    const little = Uint8Array.from(codes.flatMap((code) => [code & 255, code >> 8]));
    const big = Uint8Array.from(codes.flatMap((code) => [code >> 8, code & 255]));
    expect(decodeText(little)).toEqual({ text, encoding: "utf-16le" });
    expect(decodeText(big)).toEqual({ text, encoding: "utf-16be" });
  });

  it("takes bytes of 0 that fill up a file for no text", () => {
    const filled = new Uint8Array(200);
    filled.set(bytesOf("users,mean_ms\n10,100\n"));
    expect(decodeText(filled).encoding).toBe("utf-8");
  });

  it("keeps figures and delimiters of another code page", () => {
    // "가,12" in CP949: two bytes that are no UTF-8, then ASCII.
    const { text, encoding } = decodeText(new Uint8Array([0xb0, 0xa1, 0x2c, 0x31, 0x32]));
    expect(encoding).toBe("latin-1");
    expect(text.slice(2)).toBe(",12");
  });

  it("leaves out a character that the end of the file cuts in two", () => {
    expect(decodeText(bytesOf("abcdé").slice(0, -1))).toEqual({ text: "abcd", encoding: "utf-8" });
  });

  it("agrees with the language's own decoder on any bytes it accepts", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const [a, b] = bytes;
        fc.pre(!((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)));
        try {
          const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
          expect(decodeText(bytes)).toEqual({ text, encoding: "utf-8" });
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
          expect(decodeText(bytes).text.length).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { seed: 6, numRuns: 2000 },
    );
  });
});
