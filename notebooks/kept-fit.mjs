/**
 * The fit of the reference workspace as Node makes and keeps it, printed as data. Deno's logarithms
 * differ from Node's in the last bit, and what a notebook shows agrees with `out/` to the last digit.
 */
import { fileURLToPath } from "node:url";
import { fitCampaign } from "headroom-planner";
import { builtProgram, keptFits, keptFitsOf, loadWorkspace } from "headroom-planner/node";
import { recordedFits } from "../dist/explore/recorded-fits.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const { campaign, hypotheses, known, measurements, models } = await loadWorkspace(root, root);
const program = builtProgram();
if (program === undefined) throw new Error("the package is not built: npm run build");
const { fits, recorded } = recordedFits(
  keptFits(keptFitsOf(root), { program, measurements, models }),
);
fitCampaign(campaign, { seed: 1, hypotheses, known, fits });
process.stdout.write(JSON.stringify(recorded));
