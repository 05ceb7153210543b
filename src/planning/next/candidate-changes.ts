import type { Amount } from "../../platform/levers/change/amount.ts";
import type { FigureName, LeverName } from "../../platform/levers/levers.ts";
import type { Scenario } from "../../platform/scenario.ts";
import type { EndpointShare } from "../../platform/solve/endpoint-shares.ts";

/**
 * Changes under which hypotheses about a platform usually part: a larger pool, another read
 * replica, more of the API, and half the work of the endpoints that take longest.
 */
export function candidateChanges(endpoints: readonly EndpointShare[]): readonly Scenario[] {
  const slowest = slowestGlob(endpoints);
  return [
    change("pool.size", "x2", times(2, "pool.size")),
    change("db.readReplicas", "db.readReplicas + 1", plus(1, "db.readReplicas")),
    change("api.replicas", "x2", times(2, "api.replicas")),
    change("demand", "0.5", 0.5, slowest),
  ];
}

function change(name: LeverName, text: string, value: Amount, endpoints?: string): Scenario {
  const place = endpoints === undefined ? name : `${name}[${endpoints}]`;
  const lever = { name, text, value, ...(endpoints === undefined ? {} : { endpoints }) };
  return { name: place, title: `${place}=${text}`, source: "", cost: null, levers: [lever] };
}

const times = (factor: number, figure: FigureName): Amount => ({
  operation: "multiply",
  values: [factor, { figure }],
});

const plus = (count: number, figure: FigureName): Amount => ({
  operation: "add",
  values: [{ figure }, count],
});

/** The resource whose endpoints take most work a request, as a glob; undefined where there is one only. */
export function slowestGlob(endpoints: readonly EndpointShare[]): string | undefined {
  const groups = new Map<string, { requests: number; work: number }>();
  for (const { name, requests, work } of endpoints) {
    const glob = `* ${resourceOf(name)}*`;
    const group = groups.get(glob) ?? { requests: 0, work: 0 };
    groups.set(glob, { requests: group.requests + requests, work: group.work + work });
  }
  if (groups.size < 2) return undefined;
  const perRequest = ({ requests, work }: { requests: number; work: number }) =>
    requests > 0 ? work / requests : 0;
  return [...groups].reduce((a, b) => (perRequest(b[1]) > perRequest(a[1]) ? b : a))[0];
}

/** "GET /api/v1/goals/{id}" → "/api/v1/goals": the path up to its first parameter. */
function resourceOf(name: string): string {
  const path = name.replace(/^\S+\s+/, "");
  const [fixed = path] = path.split(/\/[{:<]/);
  return fixed.replace(/\/$/, "");
}
