/** The page of a workspace, as `explore` writes it and `serve` shows it. */
import type { Arguments } from "./command.ts";
import { fittable, type Prepared, prepare } from "./plan-workspace.ts";
import type { World } from "./world.ts";

export interface ExploredPage {
  readonly html: string;
  readonly prepared: Prepared;
}

/**
 * @param served whether it is to ask a server for changes
 * @throws RefusedError when the campaign is too thin for a fit or nothing can be fitted
 */
export async function exploredPage(
  args: Arguments,
  world: World,
  served: boolean,
): Promise<ExploredPage> {
  const prepared = await prepare(args, world, { scenarios: true });
  const { input } = prepared;
  const { freshFits } = await import("../calibration/hypothesis-fits.ts");
  const { pageData } = await import("../explore/page-data.ts");
  const { pageHtml } = await import("../explore/page-html.ts");
  const { pageParts } = await import("../io/page/page-parts.ts");
  const parts = pageParts();
  const { campaign, policy, seed, program, scenarios } = input;
  const { data } = await fittable(prepared, world, (onProgress) =>
    pageData(
      {
        ...{ campaign, policy, seed, program, scenarios },
        hypotheses: input.hypotheses ?? [],
        known: input.known ?? {},
        accepted: input.accepted ?? [],
        launch: input.launch ?? null,
      },
      input.fits ?? freshFits,
      { served, onProgress: (done) => onProgress("fit", done) },
    ),
  );
  return { html: pageHtml(data, parts), prepared };
}
