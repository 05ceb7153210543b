import { type Command, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";

const usualPort = "8377";

/** The page of `explore` over a workspace that is being worked on. */
export const serveCommand: Command = {
  usage: "serve",
  summary: "The page of explore at an address of this machine, anew whenever a file changes",
  options: (yargs) =>
    yargs
      .option("port", valued(`Port to listen at (default ${usualPort}; 0: any that is free)`))
      .option("host", valued("Address to listen at (default 127.0.0.1: this machine alone)")),
  examples: [
    ["headroom serve", "then open the address that it prints"],
    ["headroom serve -C my-platform --port 0", "of another workspace, at any free port"],
  ],
  run: async (args, world) => {
    const port = portOf(text(args, "port") ?? usualPort);
    const host = text(args, "host") ?? "127.0.0.1";
    const { makePage, makePageAside } = await import("../page-worker.ts");
    const { servePage } = await import("../../io/page/serve-page.ts");
    const { filesState } = await import("../../io/page/files-state.ts");
    let isFirst = true;
    const make = async () => {
      // The first fails as every command does; those that follow must not keep a reader waiting.
      const made = isFirst ? makePage : makePageAside;
      isFirst = false;
      const { html, root, files } = await made({ args, cwd: world.cwd });
      return { html, state: () => filesState(root, files) };
    };
    const serving = await servePage({ host, port, make }).catch((error: unknown) => {
      throw taken(error, port) ?? error;
    });
    world.stdout(`${serving.address}\n`);
    world.stderr("Read-only; Ctrl-C ends it.\n");
    await new Promise<void>((resolve) => {
      if (world.onInterrupt === undefined) resolve();
      else world.onInterrupt(resolve);
    });
    await serving.close();
    return exitCode.done;
  },
};

function portOf(typed: string): number {
  const port = Number(typed);
  if (/^\d{1,5}$/.test(typed) && port <= 65_535) return port;
  throw new UsageError(
    `--port must be a whole number up to 65535, got "${typed}"`,
    "e.g. --port 0",
  );
}

function taken(error: unknown, port: number): UsageError | null {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return new UsageError(`port ${port} is taken`, "give another: --port 0");
  if (code === "EACCES")
    return new UsageError(`port ${port} is not allowed`, "give one above 1023");
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new UsageError("--host is no address of this machine", "leave it out for 127.0.0.1");
  }
  return null;
}
