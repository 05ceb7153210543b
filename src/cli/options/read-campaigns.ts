/** Campaigns named on the command line: folders as they are, other results imported. */
import { entryAt } from "../../entry-at.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";
import { importGiven } from "./import-given.ts";

export interface ReadCampaigns {
  readonly campaign: Campaign;
  /** SHA-256 of each file. */
  readonly hashes: readonly string[];
}

/** Several paths are runs of one campaign. */
export async function campaignsOf(paths: readonly string[], world: World): Promise<ReadCampaigns> {
  const { readCampaignFolder } = await import("../../io/read-campaign-folder.ts");
  const { joinRuns } = await import("../../measurement/join-runs.ts");
  const read: ReadCampaigns[] = [];
  for (const path of paths) {
    read.push(readCampaignFolder(path, world.cwd) ?? (await imported(path, world)));
  }
  const names = read.map(({ campaign }) => campaign.name);
  const clash = new Set(names).size < names.length;
  const campaigns = read.map(({ campaign }, i) => {
    return clash ? { ...campaign, name: entryAt(paths, i) } : campaign;
  });
  if (new Set(campaigns.map(({ name }) => name)).size < campaigns.length) {
    throw new UsageError("one test is given twice", "give each run once");
  }
  const name = campaigns.map((campaign) => campaign.name).join(" + ");
  return { campaign: joinRuns(name, campaigns), hashes: read.flatMap(({ hashes }) => hashes) };
}

async function imported(path: string, world: World): Promise<ReadCampaigns> {
  const { imported, hashes } = await importGiven({ results: [path] }, world);
  return { campaign: imported.campaign, hashes: hashes.map(({ sha256 }) => sha256) };
}
