/** Says that the platform models were of no use, and what rests on what instead. */
import type { Finding } from "../../measurement/finding.ts";
import type { FittedCampaign } from "./fit-campaign.ts";

export function unfittedFindings({
  hypotheses: { excluded: unfitted, replaced },
}: Pick<FittedCampaign, "hypotheses">): readonly Finding[] {
  if (!replaced) return [];
  const why = unfitted.map(({ name, reason }) => `${name}: ${reason}`).join("; ");
  const [subject, model] =
    unfitted.length === 1
      ? ["The platform model", "the model"]
      : ["None of the platform models", "the models"];
  return [
    {
      code: "hypotheses-not-fitted",
      severity: "warning",
      level: null,
      message: `${subject} could ${unfitted.length === 1 ? "not " : ""}be fitted (${why}); limits and what-ifs rest on “one pool, nothing else known” in their place.`,
      law: "An interval is given only where the search for plausible parameters has converged.",
      remedy: `Write what is known into ${model} in place of priors, first the size of the pool and which endpoints ask no database; or try another model.`,
    },
  ];
}
