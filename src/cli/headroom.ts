#!/usr/bin/env node
import { exitCode } from "./exit-code.ts";
import type { World } from "./world.ts";

// Whoever reads only the first lines ("| head") closes the pipe; that is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    if (stream === process.stdout) sayUnwritten(error.code ?? error.message);
    process.exit(exitCode.input);
  });
}

const argv = process.argv.slice(2);
const ready = argv.length === 1 ? await readyAnswer(argv[0]) : undefined;
if (ready !== undefined) {
  process.stdout.write(ready);
} else {
  const { run } = await import("./launch.ts");
  const ask = async (question: string) => {
    const { askPerson } = await import("../io/ask-person.ts");
    return await askPerson(question);
  };
  const world: World = {
    cwd: process.cwd(),
    env: process.env,
    stdout: (content) => void process.stdout.write(content),
    stderr: (text) => void process.stderr.write(text),
    terminal: process.stderr.isTTY === true,
    ...(process.stdin.isTTY === true && process.stdout.isTTY === true ? { ask } : {}),
    onInterrupt: (listener) => {
      process.once("SIGINT", listener); // once: who asks twice is let go at once
      return () => void process.removeListener("SIGINT", listener);
    },
  };
  // Not process.exit: a pipe would lose what is still to be written.
  process.exitCode = await run(argv, world);
}

// The two questions asked most often are answered without loading yargs, which takes
// longer than starting Node: the build keeps the text that yargs gives for --help.
async function readyAnswer(option: string | undefined): Promise<string | undefined> {
  if (option !== "--version" && option !== "--help") return undefined;
  const { builtHelp, program } = await import("../io/program.ts");
  return option === "--version" ? `${program()}\n` : builtHelp();
}

/** Through the file itself: the program ends before a stream would have written it. */
function sayUnwritten(code: string): void {
  const words = `error: standard output:1:1: cannot be written (${code})\n  remedy: free space where it goes, or send it elsewhere\n`;
  process.stderr.write(words);
}
