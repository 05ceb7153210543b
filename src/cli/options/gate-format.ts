/** Formats in which a verdict goes to a pipeline. */
import type { GateDocument } from "../../report/gate/gate-document.ts";
import { type Arguments, flag, text, valued } from "../command.ts";
import { UsageError } from "../usage-error.ts";

export const formatOption = valued("For a pipeline: junit or markdown (default: plain text)");

/** The chosen format; undefined for plain text or `--json`. */
export async function gateFormatOf(
  args: Arguments,
): Promise<((gate: GateDocument) => string) | undefined> {
  const typed = text(args, "format");
  if (typed === undefined) return undefined;
  if (flag(args, "json")) {
    throw new UsageError("--format and --json are given both", "give one of them");
  }
  const { gateFormats } = await import("../../report/gate/gate-formats.ts");
  const format = Object.hasOwn(gateFormats, typed) ? gateFormats[typed] : undefined;
  if (format !== undefined) return format;
  const known = Object.keys(gateFormats).join(", ");
  throw new UsageError(`--format: unknown format "${typed}"`, `one of ${known}`);
}
