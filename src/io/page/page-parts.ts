/** The built program and style of the page, with the hashes that its content policy names. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { PageParts } from "../../explore/page-html.ts";

/** @throws Error when the program was not built, as when it runs from its sources */
export function pageParts(): PageParts {
  const [program, style] = ["page.js", "page.css"].map(read);
  if (program === undefined || style === undefined) {
    throw new Error("the page's program is not there: run npm run build");
  }
  return { program, style, programHash: sha256(program), styleHash: sha256(style) };
}

/** Beside this file's own room, built, or beside the bundled command; from the sources the last build is taken. */
function read(name: string): string | undefined {
  const rooms = ["../../page", "../page", "../../../dist/page"];
  const places = rooms
    .map((room) => `${room}/${name}`)
    .map((path) => new URL(path, import.meta.url));
  const built = places.find((place) => !place.pathname.includes("/src/") && existsSync(place));
  return built === undefined ? undefined : readFileSync(built, "utf8").trim();
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");
