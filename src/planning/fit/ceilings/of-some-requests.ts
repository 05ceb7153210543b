/** The same platform where only some of the requests need what fills up. */
import type { Hypothesis, QueueOf, StationOf, WorkOf } from "../../../platform/platform.ts";
import type { Prior, Quantity } from "../../../platform/quantity.ts";

/** The number that it brings: of all requests, how many visit the database. */
const NUMBER = "someVisit";

const share: Prior = { prior: "logUniform", low: 0.03, high: 1 };

/**
 * Totals do not say what requests they are of. Where only some of them need the database and its connections
 * the others are answered at once, at any load: P50 stays while mean and P95 rise by hundreds of times, and
 * no platform whose requests are all alike has such figures.
 *
 * @returns null where endpoints are told apart already, or no station is a database of one visit each
 */
export function ofSomeRequests(hypothesis: Hypothesis): Hypothesis | null {
  const { name, numbers, platform } = hypothesis;
  if (platform.endpoints.length > 1 || NUMBER in numbers) return null;
  const stations = platform.stations.map(
    (station): StationOf<Quantity> => (isVisitedOnce(station) ? visitedBySome(station) : station),
  );
  if (!platform.stations.some(isVisitedOnce)) return null;
  const { instead } = hypothesis;
  return {
    ...hypothesis,
    ...(instead && { instead: instead.flatMap((one) => ofSomeRequests(one) ?? []) }),
    name: `${name}-of-some`,
    onlyWhereLacking: true,
    numbers: { ...numbers, [NUMBER]: share },
    platform: {
      ...platform,
      title: `${platform.title}, which only some of the requests need`,
      stations,
    },
  };
}

function isVisitedOnce(station: StationOf<Quantity>): station is QueueOf<Quantity> {
  const { kind, role, work } = station;
  return kind === "queue" && role === "database" && work.every(({ visits }) => visits === 1);
}

function visitedBySome(station: QueueOf<Quantity>): QueueOf<Quantity> {
  const work = station.work.map(
    (one): WorkOf<Quantity> => ({ ...one, visits: { of: NUMBER, times: 1 } }),
  );
  return { ...station, work };
}
