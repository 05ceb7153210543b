import type { Campaign } from "../../measurement/campaign.ts";
import type { PublishedSeries } from "./published-change.ts";

/** What the entry holds, in seconds; a level measured twice becomes two runs. */
export function publishedCampaign({ id, points }: PublishedSeries): Campaign {
  const before = (users: number, i: number) =>
    points.slice(0, i).filter((point) => point.N === users).length;
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000);
  const given = (times: Readonly<Record<string, number | undefined>>) =>
    Object.fromEntries(Object.entries(times).filter(([, time]) => time !== undefined && time > 0));
  return {
    name: id,
    levels: points.map(({ N, X, R_ms }, i) => ({
      users: N,
      run: before(N, i) === 0 ? "" : `${before(N, i) + 1}`,
      throughput: X,
      responseTime: given({ mean: seconds(R_ms) }),
      quality: "measured",
      note: "",
    })),
    endpoints: [],
    failures: [],
  };
}
