/** Rows of endpoints at loads at which hardly anybody waits. */
import type { EndpointLevel } from "../../../measurement/campaign.ts";
import { endpointName } from "../../../measurement/endpoint-name.ts";
import { keyOfLevel, rowsBy } from "../../../measurement/level-key.ts";
import { meanOverRequests } from "./mean-over-requests.ts";

/** A load is light up to where requests take this share longer than at lighter ones. */
const WAITING = 0.1;

/** The rows of the lightest load and of those after it that list the same, up to the first at which requests wait. */
export function lightRows(timed: readonly EndpointLevel[]): readonly EndpointLevel[] {
  const [first = [], ...others] = [...rowsBy(timed, keyOfLevel).values()].toSorted(
    (a, b) => (a[0]?.users ?? 0) - (b[0]?.users ?? 0),
  );
  const listed = namesIn(first);
  let light: readonly EndpointLevel[] = first;
  for (const level of others.filter((rows) => namesIn(rows) === listed)) {
    const count = light.reduce((sum, { requests = 0 }) => sum + requests, 0);
    // By counting alone a mean of so many times that vary like exponential ones may be off by this.
    const chance = 1 / Math.sqrt(count);
    if (meanOverRequests(level) > meanOverRequests(light) * (1 + WAITING + chance)) break;
    light = [...light, ...level];
  }
  return light;
}

const namesIn = (rows: readonly EndpointLevel[]) =>
  JSON.stringify(rows.map(endpointName).toSorted());
