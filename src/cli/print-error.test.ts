import { describe, expect, it } from "vitest";
import type { Problem } from "../ingest/problem.ts";
import { InputError } from "../workspace/input-error.ts";
import { printError } from "./print-error.ts";
import type { World } from "./world.ts";

async function printed(problems: readonly Problem[], argv: readonly string[] = []) {
  const lines: string[] = [];
  const stderr = (text: string) => void lines.push(text);
  const world: World = { cwd: "/", env: {}, stdout: () => {}, stderr, terminal: false };
  await printError(new InputError(problems), world, argv);
  return lines.join("");
}

const open = (file: string, line = 1): Problem => {
  return { file, line, column: 1, message: "the load was open", hint: "hold users" };
};

describe("what is printed of faulty input", () => {
  it("says once what is wrong with many files, and names them", async () => {
    const files = Array.from({ length: 8 }, (_, at) => open(`rate-${at + 1}.json`));
    expect(await printed(files)).toBe(
      "error: rate-1.json:1:1: the load was open\n" +
        "  also: rate-2.json, rate-3.json, rate-4.json, rate-5.json, rate-6.json and 2 more\n" +
        "  remedy: hold users\n",
    );
  });

  it("says a file's fault once, and faults inside of files one by one", async () => {
    const text = await printed([open("a"), open("a"), open("a", 4), open("b", 4)]);
    expect(text.match(/^error: \S+/gm)).toEqual([
      "error: a:1:1:",
      "error: a:4:1:",
      "error: b:4:1:",
    ]);
    expect(text).not.toContain("also");
  });

  it("keeps every fault as data", async () => {
    const files = ["a", "b", "c"].map((file) => open(file));
    expect(JSON.parse(await printed(files, ["--json"])).errors).toHaveLength(3);
  });
});
