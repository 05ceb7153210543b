/** docs/commands.md: what every command says of itself. */
import { commands } from "../../launch.ts";
import { runInside } from "../run-inside.ts";

export async function commandsDocument(): Promise<string> {
  const sections: string[] = [];
  for (const { usage, commands: nested } of commands) {
    const [name = ""] = usage.split(" ");
    sections.push(await section(name));
    for (const one of (await nested?.()) ?? []) {
      sections.push(await section(`${name} ${one.usage.split(" ")[0]}`));
    }
  }
  const list = commands.map(
    ({ usage, summary }) => `| [${nameOf(usage)}](#headroom-${nameOf(usage)}) | ${summary} |`,
  );
  return `${[
    "# Commands",
    "Written by `node --import tsx scripts/write-reference-docs.ts` from the program; a test compares. " +
      "Exit codes: 0 done (of `check`: GO), 1 internal error, 2 wrong usage or files, 3 NO GO, or lost in `compare`, " +
      "4 conditional or not known, 5 the fit is refused, 130 interrupted.",
    ["| command | what it does |", "| --- | --- |", ...list].join("\n"),
    ...sections,
  ].join("\n\n")}\n`;
}

const nameOf = (usage: string) => usage.split(" ")[0] ?? "";

async function section(name: string): Promise<string> {
  const { stdout } = await runInside("/", [...name.split(" "), "--help"]);
  return `## headroom ${name}\n\n\`\`\`text\n${stdout.trimEnd()}\n\`\`\``;
}
