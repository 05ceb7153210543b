/** Pictures as files: what each command that draws one has in common. */
import type { ChartSpec } from "../../charts/layers/chart-spec.ts";
import type { ChartOptions } from "../../charts/layers/theme.ts";
import { chartEndings, chartFormatOf, chartFormats } from "../../io/chart-formats.ts";
import { type Arguments, text, valued } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** `--size` and `--theme`. */
export const chartOptions = {
  size: valued("slide (16:9), column (8 cm) or page (16 cm, default)"),
  theme: valued("light (default), dark, or grey for print without color"),
} as const;

/** @throws UsageError for a size or theme that there is not */
export async function chartOptionsOf(args: Arguments): Promise<ChartOptions> {
  const { chartSizes } = await import("../../charts/layers/chart-layout.ts");
  const { themeNames } = await import("../../charts/layers/theme.ts");
  const size = chosen("size", text(args, "size"), chartSizes);
  const theme = chosen("theme", text(args, "theme"), themeNames);
  return {
    ...(size === undefined ? {} : { size }),
    ...(theme === undefined ? {} : { theme }),
  };
}

function chosen<Name extends string>(
  option: string,
  typed: string | undefined,
  names: readonly Name[],
): Name | undefined {
  if (typed === undefined) return undefined;
  const found = names.find((name) => name === typed);
  if (found !== undefined) return found;
  throw new UsageError(`--${option} has no "${typed}"`, `choose one of ${names.join(", ")}`);
}

/** Draws into a file. */
export type WriteChart = (spec: ChartSpec, world: World) => Promise<void>;

/**
 * What a path's ending asks for, checked before anything is computed.
 *
 * @param option as it was typed, for the message
 * @throws UsageError when the ending is not known, or needs a package that is missing
 */
export async function chartWriter(option: string, output: string): Promise<WriteChart> {
  const format = chartFormatOf(output) ?? (output.endsWith(".json") ? "vl.json" : undefined);
  if (format === undefined) {
    const message = `${option} ${output}: the format is told by the ending`;
    throw new UsageError(message, `let it end in ${chartEndings.join(", ")}`);
  }
  if (format === "pdf") await requirePdf(`${option} ${output}`);
  return async (spec, world) => {
    const content = await chartFormats[format](spec);
    const { resolve } = await import("node:path");
    const { writeAtomically } = await import("../../io/write-atomically.ts");
    writeAtomically([{ path: resolve(world.cwd, output), content }]);
  };
}

async function requirePdf(typed: string): Promise<void> {
  const { canRenderPdf, pdfPackages } = await import("../../io/render-pdf.ts");
  if (await canRenderPdf()) return;
  throw new UsageError(
    `${typed}: PDF needs packages that are not installed here`,
    `npm install ${pdfPackages}; or write .svg, which any browser prints as PDF`,
  );
}
