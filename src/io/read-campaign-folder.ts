import { existsSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import type { Campaign } from "../measurement/campaign.ts";
import { parseCampaign } from "./parse-campaign.ts";
import { WorkspaceReader } from "./workspace-reader.ts";
import { settleWriting } from "./write-atomically.ts";

export interface ReadCampaign {
  readonly campaign: Campaign;
  /** SHA-256 of each of its files. */
  readonly hashes: readonly string[];
}

/**
 * The campaign in a folder that holds levels.csv, called after the folder; undefined where there
 * is none.
 *
 * @throws InputError when a file of it is malformed
 */
export function readCampaignFolder(path: string, cwd: string): ReadCampaign | undefined {
  const folder = resolve(cwd, path);
  settleWriting(folder);
  if (!existsSync(join(folder, "levels.csv"))) return undefined;
  const reader = new WorkspaceReader(cwd, cwd);
  const campaign = parseCampaign(basename(folder), relative(cwd, folder), reader);
  if (campaign === undefined) throw reader.failure();
  return { campaign, hashes: Object.values(reader.inputs) };
}

/** Whether there is a file or folder of that name. */
export function exists(path: string, cwd: string): boolean {
  return existsSync(resolve(cwd, path));
}
