import { anonymizeOption, type Command, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { ExploreOutput } from "../outputs/explore-output.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";

/** One file to be opened in a browser: sliders over the fitted platforms. */
export const exploreCommand: Command = {
  usage: "explore",
  summary: "One HTML file: sliders for every lever and bound, offline, without a server",
  options: (yargs) =>
    yargs
      .option("output", {
        ...valued("File that ends in .html; - prints it", { alias: "o" }),
        demandOption: true,
      })
      .option("anonymize", anonymizeOption),
  examples: [
    ["headroom explore -o explore.html", "open it in a browser, or mail it"],
    ["headroom explore -C my-platform -o - > page.html", "of another workspace"],
  ],
  run: async (args, world) => {
    const output = text(args, "output") ?? "-";
    if (output !== "-" && !/\.html?$/.test(output)) {
      throw new UsageError(`-o ${output}: the page is HTML`, "let it end in .html");
    }
    const { exploredPage } = await import("../explored-page.ts");
    const { html, prepared } = await exploredPage(args, world, false);
    if (output === "-") {
      world.stdout(html);
      return exitCode.done;
    }
    const { resolve } = await import("node:path");
    const { writeAtomically } = await import("../../io/write-atomically.ts");
    writeAtomically([{ path: resolve(world.cwd, output), content: html }]);
    const { program, seed } = prepared.input;
    const data = { schema: 1 as const, program, seed, outputs: [output] };
    await printResult<ExploreOutput>(args, world, data, () => output);
    return exitCode.done;
  },
};
