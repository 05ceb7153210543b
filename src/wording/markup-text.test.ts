import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markupText } from "./markup-text.ts";

describe("markupText", () => {
  it("writes what could begin or end markup as an entity", () => {
    expect(markupText('<a href="x">R&D</a>')).toBe("&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;");
  });

  it("leaves no tag, no quote and no bare ampersand, and says the same", () => {
    const back: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
    fc.assert(
      fc.property(fc.string(), (text) => {
        const escaped = markupText(text);
        expect(escaped).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot);)/);
        expect(escaped.replace(/&(\w+);/g, (_, name: string) => back[name] ?? "")).toBe(text);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});
