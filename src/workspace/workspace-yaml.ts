import type { KnownFacts } from "../platform/known-facts.ts";
import { quotedText } from "../wording/json-text.ts";
import { knownLines } from "./known-yaml.ts";

/**
 * The `headroom.yaml` of a new workspace.
 *
 * @param known what a planner knows of the platform
 * @param keys what a workspace file may name; the models are named where it knows them
 */
export function workspaceYaml(
  name: string,
  campaignFolder: string,
  keys: readonly string[] = [],
  known: KnownFacts = {},
): string {
  return [
    "# yaml-language-server: $schema=models/schema/workspace.json",
    `name: ${quotedText(name)}`,
    `campaign: ${quotedText(campaignFolder)} # levels.csv, and endpoints.csv and failures.csv where measured`,
    "policy: models/policy.yaml # zones, objectives and safety factors, to be agreed on",
    ...(keys.includes("hypotheses")
      ? ["hypotheses: models/hypotheses/*.yaml # models of the platform that could be true"]
      : []),
    "scenarios: models/scenarios/*.yaml # what-ifs",
    "out: out # whatever headroom plan writes",
    ...knownLines(known),
    "",
  ].join("\n");
}
