import type { Campaign, EndpointLevel } from "../../../measurement/campaign.ts";

/** The rows of endpoints that tell how long their requests take: measured, with a mean. */
export function timedRows({ endpoints }: Pick<Campaign, "endpoints">): readonly EndpointLevel[] {
  return endpoints.filter(
    ({ quality, responseTime }) => quality === "measured" && (responseTime.mean ?? 0) > 0,
  );
}
