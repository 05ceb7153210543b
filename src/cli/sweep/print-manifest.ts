import { type Arguments, text } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import type { SweepManifest } from "../outputs/sweep-output.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** What a scheduler needs to compute the grid as shards; nothing is read and nothing computed. */
export async function printManifest(args: Arguments, world: World): Promise<ExitCode> {
  const { manifestNames, sweepManifest } = await import("../../workspace/sweep/sweep-manifests.ts");
  const typed = text(args, "manifest");
  const name = manifestNames.find((one) => one === typed);
  if (name === undefined) {
    throw new UsageError(
      `--manifest must be ${manifestNames.join(", ")}, got "${typed}"`,
      "e.g. --manifest kubernetes",
    );
  }
  const image = text(args, "image");
  if (image === undefined && name !== "github") {
    throw new UsageError(
      `--manifest ${name} needs the container image`,
      "--image registry.example/headroom:0.1.0",
    );
  }
  const shards = Number(/^\d{1,5}$/.exec(text(args, "shards") ?? "")?.[0] ?? 0);
  if (shards < 1) {
    throw new UsageError("--manifest needs how many shards there are, 1 to 99,999", "--shards 8");
  }
  const kueue = text(args, "kueue");
  if (kueue !== undefined && !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(kueue)) {
    throw new UsageError(
      `--kueue must be a name of Kubernetes, got "${kueue}"`,
      "e.g. --kueue planning",
    );
  }
  const { program } = await import("../../io/program.ts");
  const head = { schema: 1 as const, program: program() };
  try {
    const manifest = sweepManifest(name, {
      grid: text(args, "grid") ?? "-",
      shards,
      image: image ?? "",
      ...(kueue === undefined ? {} : { kueue }),
      program: head.program.replace("headroom ", "headroom-planner@"),
    });
    await printResult<SweepManifest>(args, world, { ...head, manifest }, () => manifest);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(error.message, "name the grid file");
  }
  return exitCode.done;
}
