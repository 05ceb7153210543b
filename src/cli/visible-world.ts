/** What reaches the terminal: names of files, endpoints and titles cannot steer it. */
import { visibleLines } from "../wording/visible-text.ts";
import type { World } from "./world.ts";

/** What this program writes itself: the line anew, and the marks of picocolors. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const own = /(\r?\u001b\[K|\u001b\[(?:1|22|31|39)m)/;

/** The world with all text made visible; bytes of pictures stay as they are. */
export function visibleWorld(world: World): World {
  return {
    ...world,
    stdout: (content) =>
      world.stdout(typeof content === "string" ? visibleLines(content) : content),
    stderr: (text) =>
      world.stderr(
        text
          .split(own)
          .map((part, i) => (i % 2 === 1 ? part : visibleLines(part)))
          .join(""),
      ),
  };
}
