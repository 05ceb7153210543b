import { type Command, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { queueOf, threadsOf } from "../sweep/sweep-options.ts";
import { UsageError } from "../usage-error.ts";

/** Computes cells of whoever runs `sweep --queue`. */
export const workerCommand: Command = {
  usage: "worker",
  summary: "Compute cells of sweeps from a queue, on any number of machines",
  standalone: true,
  options: (yargs) =>
    yargs
      .option("queue", { ...valued("Redis or Valkey: redis://host:6379"), demandOption: true })
      .option("workers", valued("Threads; one for each core without it"))
      .option("idle", valued("End after so long without work, e.g. '5 min'; never without it")),
  examples: [
    ["headroom worker --queue redis://10.0.0.7:6379", "until it is interrupted"],
    ["headroom worker --queue redis://10.0.0.7:6379 --idle '5 min'", "and then go home"],
  ],
  run: async (args, world) => {
    const address = queueOf(args);
    if (address === null) throw new UsageError("--queue is missing", "--queue redis://host:6379");
    const threads = await threadsOf(args);
    const idle = await idleOf(text(args, "idle"));
    const { serveQueue } = await import("../../io/sweep/serve-queue.ts");
    const { programOf } = await import("../sweep/program-of.ts");
    const { formatCount } = await import("../../wording/format-users.ts");
    const controller = new AbortController();
    const release = world.onInterrupt?.(() => controller.abort());
    const cells = await serveQueue({
      ...{ address, program: await programOf(), threads, idle, signal: controller.signal },
      onDone: (done) => {
        if (world.terminal) world.stderr(`\r\u001b[K${formatCount(done)} cells`);
      },
    });
    release?.();
    if (world.terminal) world.stderr("\r\u001b[K");
    world.stdout(`${formatCount(cells)} cells\n`);
    return exitCode.done;
  },
};

async function idleOf(typed: string | undefined): Promise<number | null> {
  if (typed === undefined) return null;
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  try {
    return parseQuantity(typed, "span");
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new UsageError(`--idle: ${error.message}`, "e.g. --idle '5 min'");
  }
}
