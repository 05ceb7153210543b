/** Of every file of data/ stands where it comes from and under which license. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const data = fileURLToPath(new URL("../../data/", import.meta.url));
const read = (path: string) => readFileSync(`${data}${path}`, "utf8");

/** Name → source and license, of the table of data/README.md. */
const rows = new Map(
  [...read("README.md").matchAll(/^\| `([^`]+)` \| (.*) \| (.*) \|$/gm)].map(
    ([, name = "", source = "", license = ""]) => [name, { source, license }],
  ),
);

const entries = (folder: string) =>
  readdirSync(`${data}${folder}`, { withFileTypes: true }).map((one) =>
    one.isDirectory() ? `${folder}${one.name}/` : `${folder}${one.name}`,
  );

/** Folders, but those of cases, each of which has an origin of its own. */
const present = [
  ...entries("").filter((name) => name !== "cases/" && name !== "README.md"),
  ...entries("cases/"),
].sort();

describe("the data that the repository holds", () => {
  it("has a row of its origin for each folder and case, and none for what is gone", () => {
    expect([...rows.keys()].sort()).toEqual(present);
  });

  it.each(present)("says of %s a source and a license", (name) => {
    const row = rows.get(name);
    expect(row?.source).toMatch(/\w{3}/);
    expect(row?.license).toMatch(/MIT|BSD|Apache|public domain|free to copy|figures only/);
  });

  it("has READMEs where the table sends its reader", () => {
    const named = [...rows].filter(([, { source }]) => source.includes("README"));
    expect(named.length).toBeGreaterThan(2);
    for (const [folder] of named)
      expect(read(`${folder}README.md`)).toMatch(/licen[cs]e|free to copy|project/);
  });

  it("names a source for every published case", () => {
    for (const file of ["usl", "closed-published", "closed-bounds"]) {
      const { cases }: { readonly cases: readonly { readonly source?: string }[] } = JSON.parse(
        read(`cases/${file}.json`),
      );
      expect(cases.length).toBeGreaterThan(0);
      expect(cases.filter(({ source }) => !source)).toEqual([]);
    }
  });

  it("addresses every public campaign and states its license there; its own are named as made here", () => {
    const table = read("campaigns/README.md");
    const folders = entries("campaigns/").filter((name) => name.endsWith("/"));
    for (const folder of folders) {
      const name = folder.slice("campaigns/".length, -1);
      const row = table.split("\n").find((line) => line.startsWith(`| ${name} |`)) ?? "";
      const stated = name.startsWith("own-")
        ? /\| made by this project \| MIT, as the project \|$/
        : /https?:\/\/.*\| [^|]+ \|$/;
      expect(row, name).toMatch(stated);
    }
  });
});
