/** Pictures as files, their format told by the ending. */
import type { ChartSpec } from "../../charts/layers/chart-spec.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

type Write = (spec: ChartSpec, path: string, world: World) => Promise<void>;

/** @throws UsageError when the ending is not known, before anything is computed */
export function chartFormatOf(output: string): Write {
  const format = formats.find((ending) => output.endsWith(`.${ending}`));
  if (format === undefined) {
    const endings = formats.map((one) => `.${one}`).join(", ");
    throw new UsageError(
      `-o ${output}: the format is told by the ending`,
      `let it end in ${endings}`,
    );
  }
  return async (spec, path, world) => {
    const { renderChart } = await import("../../io/render-chart.ts");
    const { resolve } = await import("node:path");
    const { writeAtomically } = await import("../../io/write-atomically.ts");
    const content =
      format === "png"
        ? await renderChart(spec, "png")
        : await renderChart(spec, format === "svg" ? "svg" : "vl.json");
    writeAtomically([{ path: resolve(world.cwd, path), content }]);
  };
}

const formats = ["svg", "png", "json"] as const;
