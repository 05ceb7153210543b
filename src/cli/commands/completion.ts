import { type Command, text } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { CompletionOutput } from "../outputs/completion-output.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";

/** Completion of commands and options for a shell. @param commands the whole table, this one included */
export const completionCommand = (commands: () => readonly Command[]): Command => ({
  usage: "completion <shell>",
  summary: "Completion script for bash, zsh or fish",
  standalone: true,
  options: (yargs) => yargs.positional("shell", { type: "string", describe: "bash, zsh or fish" }),
  examples: [
    ["headroom completion bash >> ~/.bashrc", "then open a new shell"],
    ["headroom completion fish | source", "for this shell"],
  ],
  run: async (args, world) => {
    const { completionScripts } = await import("../completion/completion-scripts.ts");
    const { completionTable } = await import("../completion/completion-table.ts");
    const { keysOf } = await import("../../record.ts");
    const typed = text(args, "shell") ?? "";
    const shell = keysOf(completionScripts).find((name) => name === typed.toLowerCase());
    if (shell === undefined) {
      const known = keysOf(completionScripts).join(", ");
      throw new UsageError(`no completion for "${typed.slice(0, 40)}"`, `one of ${known}`);
    }
    const { program } = await import("../../io/program.ts");
    const content = completionScripts[shell](await completionTable(commands()));
    const data = { schema: 1 as const, program: program(), shell, content };
    await printResult<CompletionOutput>(args, world, data, () => content.trimEnd());
    return exitCode.done;
  },
});
