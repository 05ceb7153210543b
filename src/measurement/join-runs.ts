import type { Campaign } from "./campaign.ts";

/**
 * Several campaigns on one platform as one: repeated runs of the same levels. Runs are named after
 * their campaign, so that two measurements of one level stay apart.
 *
 * @throws RangeError unless there is a campaign and no two have one name
 */
export function joinRuns(name: string, campaigns: readonly Campaign[]): Campaign {
  const [first, second] = campaigns;
  if (first === undefined) throw new RangeError("campaigns must hold one at least, got none");
  if (second === undefined) return { ...first, name };
  const names = campaigns.map((campaign) => campaign.name);
  const twice = names.find((one, i) => names.indexOf(one) < i);
  if (twice !== undefined) {
    throw new RangeError(`campaigns must have names of their own, got "${twice}" twice`);
  }
  const all = campaigns.map(renamed);
  const series = all.flatMap((campaign) => campaign.series ?? []).sort(byLevel);
  const telemetry = all.flatMap((campaign) => campaign.telemetry ?? []).sort(byLevel);
  const notices = all.flatMap((campaign) => campaign.notices ?? []);
  return {
    name,
    levels: all.flatMap(({ levels }) => levels).sort(byLevel),
    endpoints: all.flatMap(({ endpoints }) => endpoints).sort(byLevel),
    failures: all.flatMap(({ failures }) => failures).sort(byLevel),
    ...(series.length > 0 ? { series } : {}),
    ...(telemetry.length > 0 ? { telemetry } : {}),
    ...(notices.length > 0 ? { notices } : {}),
  };
}

function renamed(campaign: Campaign): Campaign {
  const own = <T extends { readonly run: string }>(row: T): T => ({
    ...row,
    run: `${campaign.name} ${row.run}`.trim(),
  });
  return {
    name: campaign.name,
    levels: campaign.levels.map(own),
    endpoints: campaign.endpoints.map(own),
    failures: campaign.failures.map(own),
    series: (campaign.series ?? []).map(own),
    telemetry: (campaign.telemetry ?? []).map(own),
    notices: (campaign.notices ?? []).map((notice) =>
      notice.level === null ? notice : own({ ...notice, run: notice.run ?? "" }),
    ),
  };
}

type OfLevel = { readonly users: number; readonly run: string };

// By code unit, as elsewhere: the same order on every machine. Slices of a level keep theirs.
const byLevel = (a: OfLevel, b: OfLevel) =>
  a.users - b.users || (a.run < b.run ? -1 : a.run > b.run ? 1 : 0);
