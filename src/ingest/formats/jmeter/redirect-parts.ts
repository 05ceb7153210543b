/**
 * Parts of redirected requests and of pages with their resources in a table of labels: JMeter calls them
 * after the request, with a number behind ("Home-0", "Home-1"), and its dashboard and Aggregate Report
 * count them again beside the request, whose own time covers theirs.
 */
import type { Finding } from "../../../measurement/finding.ts";
import type { Figures, ImportedEndpoint } from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { present } from "../present.ts";

export interface WithoutParts {
  readonly total: Figures;
  readonly endpoints: readonly ImportedEndpoint[];
  readonly parts: readonly ImportedEndpoint[];
}

/** Times are written to a millisecond, and means are cut to it. */
const rounding = 0.001;

/**
 * The table without parts: counts, failures and the mean of the total as they are without them. The
 * total's percentiles go, since they are of parts too. Rows are parts where none takes longer than
 * the request they are called after or is more frequent, and where together they take no longer or JMeter
 * numbered them, from 0: "Page-1" and "Page-2" beside a faster "Page" are requests.
 */
export function withoutParts(total: Figures, endpoints: readonly ImportedEndpoint[]): WithoutParts {
  const byLabel = new Map(endpoints.map((one) => [one.path, one]));
  const groups = new Map<ImportedEndpoint, ImportedEndpoint[]>();
  for (const one of endpoints) {
    const whole = byLabel.get(/^(.*)-\d{1,3}$/.exec(one.path)?.[1] ?? "");
    if (whole !== undefined) groups.set(whole, [...(groups.get(whole) ?? []), one]);
  }
  const parts = [...groups].flatMap(([whole, some]) => (arePartsOf(whole, some) ? some : []));
  if (parts.length === 0) return { total, endpoints, parts };
  const kept = endpoints.filter((one) => !parts.includes(one));
  const sum = (rows: readonly Figures[], of: (row: Figures) => number | undefined) =>
    rows.reduce((all, row) => all + (of(row) ?? 0), 0);
  const requests = (total.requests ?? 0) - sum(parts, (row) => row.requests);
  const timeOf = ({ requests: n = 0, responseTime }: Figures) => n * (responseTime.mean ?? 0);
  const time = timeOf(total) - sum(parts, timeOf);
  const { throughput, failures, responseTime } = total;
  return {
    total: {
      ...present({
        requests,
        failures:
          failures === undefined
            ? undefined
            : Math.min(requests, Math.max(0, failures - sum(parts, (row) => row.failures))),
        throughput:
          throughput === undefined ? undefined : (throughput * requests) / (total.requests ?? 1),
      }),
      responseTime: present({
        mean: requests > 0 ? Math.max(0, time) / requests : undefined,
        max: responseTime.max,
      }),
    },
    endpoints: kept,
    parts,
  };
}

function arePartsOf(whole: ImportedEndpoint, parts: readonly ImportedEndpoint[]): boolean {
  const { requests = 0, responseTime } = whole;
  const longest = (responseTime.max ?? Number.POSITIVE_INFINITY) + rounding;
  if (parts.some((part) => (part.requests ?? 0) > requests)) return false;
  if (parts.some((part) => (part.responseTime.max ?? 0) > longest)) return false;
  const timeOf = ({ requests: n = 0, responseTime: { mean = 0 } }: ImportedEndpoint) => n * mean;
  const slack = rounding * (requests + parts.reduce((sum, part) => sum + (part.requests ?? 0), 0));
  const own = timeOf(whole) + slack;
  // A page's resources are fetched side by side, and together take longer than the page.
  if (numberedFromZero(parts)) return parts.every((part) => timeOf(part) <= own);
  return parts.reduce((sum, part) => sum + timeOf(part), 0) <= own;
}

/** "Home-0" beside "Home" is JMeter's own naming: whoever numbers requests by hand begins with 1. */
function numberedFromZero(parts: readonly ImportedEndpoint[]): boolean {
  const numbers = parts.map(({ path }) => Number(/-(\d+)$/.exec(path)?.[1]));
  return parts.length > 1 && parts.every((_, at) => numbers.includes(at));
}

/** What is said of the parts that were taken off. */
export function partsTakenOff(users: number | null, parts: readonly ImportedEndpoint[]): Finding {
  const named = parts.slice(0, 5).map(({ path }) => `"${path}"`);
  const more = parts.length > named.length ? ` and ${parts.length - named.length} more` : "";
  return finding(
    "parts-taken-off",
    "note",
    users,
    `${named.join(", ")}${more} are parts of requests that the total counts again: they were taken off it, and its percentiles, which are of parts too, were left out.`,
    "the request's own row covers the time of its parts",
    "import the result log (JTL), which has percentiles of the requests alone",
  );
}
