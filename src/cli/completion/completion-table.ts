/** What can be typed after `headroom`, from the table of commands. */
import type { Argv } from "yargs";
import { type Command, outputOptions, sharedOptions } from "../command.ts";

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  /** "--users", the shared ones included. */
  readonly options: readonly string[];
  /** Commands of its own. */
  readonly nested: readonly string[];
}

export async function completionTable(
  commands: readonly Command[],
): Promise<readonly CompletedCommand[]> {
  return Promise.all(
    commands.map(async (command) => {
      const nested = (await command.commands?.()) ?? [];
      const options = [command, ...nested].flatMap(optionsOf);
      return {
        name: nameOf(command),
        summary: command.summary,
        options: [...new Set([...options, "--help"])],
        nested: nested.map(nameOf),
      };
    }),
  );
}

const nameOf = ({ usage }: Command) => usage.split(" ")[0] ?? usage;

/** The options that a command names to yargs: everything else that it says to it is let pass. */
function optionsOf(command: Command): readonly string[] {
  const named: string[] = [];
  const heard: unknown = new Proxy(
    {},
    {
      get: (_, method) => (name: unknown) => {
        if (method === "option" && typeof name === "string") named.push(`--${name}`);
        return heard;
      },
    },
  );
  const shared = command.standalone ? outputOptions : sharedOptions;
  command.options(shared(heard as Argv));
  return named;
}
