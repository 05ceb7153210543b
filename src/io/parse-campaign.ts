/** Reads the campaign folder of a workspace. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assembleCampaign } from "../ingest/assemble-campaign.ts";
import { parseEndpoints } from "../ingest/parse-endpoints.ts";
import { parseFailures } from "../ingest/parse-failures.ts";
import { parseLevels } from "../ingest/parse-levels.ts";
import { parseNotices } from "../ingest/parse-notices.ts";
import { parseOpenLevels } from "../ingest/parse-open-levels.ts";
import { parseSeries } from "../ingest/parse-series.ts";
import { parseTelemetry } from "../ingest/parse-telemetry.ts";
import type { Campaign } from "../measurement/campaign.ts";
import type { WorkspaceReader } from "./workspace-reader.ts";

/**
 * levels.csv, which must be there, and endpoints.csv, failures.csv, series.csv, telemetry.csv, open.csv
 * and notices.csv where they are.
 * Gives undefined, with the problems noted at the reader, when a file is malformed.
 */
export function parseCampaign(
  name: string,
  folder: string,
  reader: WorkspaceReader,
): Campaign | undefined {
  reader.settle(folder);
  const optional = (file: string) => existsSync(reader.at(join(folder, file)));
  const levels = reader.parse(join(folder, "levels.csv"), parseLevels);
  const endpoints = optional("endpoints.csv")
    ? reader.parse(join(folder, "endpoints.csv"), parseEndpoints)
    : [];
  const failures = optional("failures.csv")
    ? reader.parse(join(folder, "failures.csv"), parseFailures)
    : [];
  const series = optional("series.csv")
    ? reader.parse(join(folder, "series.csv"), parseSeries)
    : [];
  const telemetry = optional("telemetry.csv")
    ? reader.parse(join(folder, "telemetry.csv"), parseTelemetry)
    : [];
  const notices = optional("notices.csv")
    ? reader.parse(join(folder, "notices.csv"), parseNotices)
    : [];
  const openLevels = optional("open.csv")
    ? reader.parse(join(folder, "open.csv"), parseOpenLevels)
    : [];
  if (levels === undefined || endpoints === undefined) return undefined;
  if (failures === undefined || series === undefined || notices === undefined) return undefined;
  if (telemetry === undefined || openLevels === undefined) return undefined;
  const campaign = assembleCampaign(name, levels, endpoints, failures);
  return {
    ...campaign,
    ...(series.length > 0 ? { series } : {}),
    ...(telemetry.length > 0 ? { telemetry } : {}),
    ...(openLevels.length > 0 ? { openLevels } : {}),
    ...(notices.length > 0 ? { notices } : {}),
  };
}
