/** The page of a workspace, as `explore` writes it and `serve` shows it. */
import type { ExploreInput } from "../explore/explore-input.ts";
import type { NameCode } from "../report/anonymize/pseudonyms.ts";
import { type Arguments, flag } from "./command.ts";
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
  const { freshFits } = await import("../calibration/hypothesis-fits.ts");
  const { anonymizeFits, anonymizeInput } = await import("../explore/anonymize-input.ts");
  const { fitOfInput, pageData } = await import("../explore/page-data.ts");
  const { recordedFits, replayedFits } = await import("../explore/recorded-fits.ts");
  const { pageHtml } = await import("../explore/page-html.ts");
  const { pageParts } = await import("../io/page/page-parts.ts");
  const parts = pageParts();
  const { campaign, policy, seed, program, scenarios } = prepared.input;
  const input: ExploreInput = {
    ...{ campaign, policy, seed, program, scenarios },
    hypotheses: prepared.input.hypotheses ?? [],
    known: prepared.input.known ?? {},
    accepted: prepared.input.accepted ?? [],
    launch: prepared.input.launch ?? null,
  };
  const fits = prepared.input.fits ?? freshFits;
  const code = flag(args, "anonymize") ? await codeOf(prepared) : null;
  const asked = (onProgress: (stage: string, done: number) => void) => {
    const fitted = (done: number) => onProgress("fit", done);
    if (code === null) return pageData(input, fits, { served, onProgress: fitted });
    // Kept fits go by the names: they are taken up first, and handed on under others.
    const record = recordedFits(fits);
    fitOfInput(input, record.fits, fitted);
    const hidden = replayedFits(anonymizeFits(record.recorded, input, code));
    return pageData(anonymizeInput(input, code), hidden, { served });
  };
  const { data } = await fittable(prepared, world, asked, true);
  return { html: pageHtml(data, parts), prepared };
}

async function codeOf({ workspace }: Prepared): Promise<NameCode> {
  const { nameCode } = await import("../io/name-code.ts");
  return nameCode(workspace.root);
}
