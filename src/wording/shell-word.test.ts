import { describe, expect, it } from "vitest";
import { shellWord } from "./shell-word.ts";

describe("shellWord", () => {
  it("leaves plain paths, also of other languages, as they are", () => {
    expect(shellWord("out/prüfung_2")).toBe("out/prüfung_2");
    expect(shellWord("C:\\tests")).toBe("C:\\tests");
  });

  it("quotes what a shell would divide or replace", () => {
    expect(shellWord("my tests")).toBe('"my tests"');
    expect(shellWord("run (1)")).toBe('"run (1)"');
    expect(shellWord('a"$b')).toBe('"a\\"\\$b"');
  });
});
