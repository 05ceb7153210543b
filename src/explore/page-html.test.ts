import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "./csv.ts";
import { embeddedJson } from "./page-html.ts";

describe("embeddedJson", () => {
  it.each(["</script>", "<!--", "<script>", "]]>", "\u2028\u2029", "&lt;"])(
    "lets nothing of %j out",
    (text) => {
      expect(embeddedJson({ text })).not.toMatch(/[<>&\u2028\u2029]/);
    },
  );

  it("reads back as the same data", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(embeddedJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe("csv", () => {
  it("quotes what would end a cell, and disarms what a spreadsheet would run", () => {
    const text = csv([["a,b", 'say "hi"', "=1+1", "@x", null, -2.5]]);
    expect(text).toBe(`"a,b","say ""hi""",'=1+1,'@x,,-2.5\r\n`);
  });
});
