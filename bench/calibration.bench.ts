/** A fit of the reference platform with its four hypotheses, the whole plan, and a what-if after it. */
import { fileURLToPath } from "node:url";
import { loadWorkspace } from "../src/io/load-workspace.ts";
import { fitCampaign } from "../src/planning/fit/fit-campaign.ts";
import { plan } from "../src/planning/plan/plan.ts";
import { plausible } from "../src/planning/what-if/drawn-platform.ts";
import { applyScenario } from "../src/platform/levers/change/apply-scenario.ts";
import type { Bench, Figure } from "./bench.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Loads and plausible platforms of the what-if that is asked for. */
const loads = Array.from({ length: 50 }, (_, i) => 10 * (i + 1));
const PLATFORMS = 200;

export const bench: Bench = async () => {
  const { campaign, policy, hypotheses, scenarios } = await loadWorkspace(root, root);
  const figures: Figure[] = [];
  const timed = <T>(name: string, limit: number, run: () => T, row?: string): T => {
    const from = performance.now();
    const result = run();
    figures.push({
      name,
      value: (performance.now() - from) / 1000,
      unit: "s",
      limit,
      ...(row && { row }),
    });
    return result;
  };
  const fitted = timed("fit, four hypotheses", 10, () =>
    fitCampaign(campaign, { seed: 1, hypotheses }),
  );
  const { draws = [] } = fitted.hypotheses ?? {};
  const [scenario] = scenarios;
  if (scenario === undefined || draws.length === 0) {
    throw new Error("the workspace must hold scenarios and hypotheses");
  }
  const whatIf = () => {
    for (let i = 0; i < PLATFORMS; i++) {
      const draw = draws[i % draws.length] as (typeof draws)[number];
      const { platform } = applyScenario(scenario, draw.platform);
      const at = plausible({ ...draw, platform }).upTo(500);
      for (const users of loads) at(users).percentile("p95");
    }
  };
  whatIf(); // the compiler's share
  timed("200 draws × 50 loads × one P95", 0.4, whatIf, "200 draws × 50 loads × one P95");
  timed("plan", 20, () =>
    plan({ campaign, policy, hypotheses, scenarios, seed: 1, program: "bench", inputs: {} }),
  );
  return figures;
};
