/** The `headroom.yaml` of a new workspace. */
export function workspaceYaml(name: string, campaignFolder: string): string {
  return [
    "# yaml-language-server: $schema=models/schema/workspace.json",
    `name: ${JSON.stringify(name)}`,
    `campaign: ${JSON.stringify(campaignFolder)} # levels.csv, and endpoints.csv and failures.csv where measured`,
    "policy: models/policy.yaml # zones, objectives and safety factors, to be agreed on",
    "scenarios: models/scenarios/*.yaml # what-ifs",
    "out: out # whatever headroom plan writes",
    "",
  ].join("\n");
}
