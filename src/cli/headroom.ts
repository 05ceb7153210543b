#!/usr/bin/env node
import { run } from "./launch.ts";
import type { World } from "./world.ts";

// Whoever reads only the first lines ("| head") closes the pipe; that is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? 0 : 1);
  });
}

const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === "--version") {
  const { program } = await import("../io/program.ts");
  process.stdout.write(`${program()}\n`);
} else {
  const world: World = {
    cwd: process.cwd(),
    env: process.env,
    stdout: (content) => void process.stdout.write(content),
    stderr: (text) => void process.stderr.write(text),
    terminal: process.stderr.isTTY === true,
  };
  // Not process.exit: a pipe would lose what is still to be written.
  process.exitCode = await run(argv, world);
}
