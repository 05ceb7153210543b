import { describe, expect, it } from "vitest";
import { unescapeMarkup } from "./unescape-markup.ts";

describe("unescapeMarkup", () => {
  it("resolves named and numbered entities once, and leaves what is none", () => {
    expect(unescapeMarkup("a &amp;lt; b &#x27;c&#39; &nbsp; &#xffffff; &")).toBe(
      "a &lt; b 'c' &nbsp; &#xffffff; &",
    );
  });
});
