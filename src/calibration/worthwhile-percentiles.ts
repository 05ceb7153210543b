/**
 * Which percentiles a fit is held against. Each costs a search in a response-time law at every platform
 * that is tried, and percentiles of forty endpoints, or of a hundred loads, say next to nothing that
 * those of a few do not: what they add is far below the noise between runs.
 */
import type { EndpointLevel } from "../measurement/campaign.ts";
import { levelSet } from "../measurement/level-key.ts";

interface OfLevel {
  readonly users: number;
  readonly run: string;
}

export interface WorthwhilePercentiles {
  /** Keys (`keyOfLevel`) of the levels whose percentiles count, and whose endpoints do. */
  readonly levels: ReadonlySet<string>;
  /** Whether those of endpoints count; else their means alone. */
  readonly ofEndpoints: boolean;
}

/** Loads that show the course of percentiles well: twice what campaigns usually have. */
const MOST_LOADS = 16;

/** Rows of endpoints, over all levels, each with up to four percentiles. */
const MOST_ROWS = 40;

/**
 * All of them in a usual campaign. Of more than 16 loads those of 16 count, the lightest and the heaviest
 * among them and the others evenly between; of more than 40 rows of endpoints, none.
 */
export function worthwhilePercentiles(
  levels: readonly OfLevel[],
  endpoints: readonly EndpointLevel[],
): WorthwhilePercentiles {
  const loads = [...new Set(levels.map(({ users }) => users))].sort((a, b) => a - b);
  const last = MOST_LOADS - 1;
  const chosen =
    loads.length <= MOST_LOADS
      ? new Set(loads)
      : new Set(
          Array.from(
            { length: MOST_LOADS },
            (_, i) => loads[Math.round((i * (loads.length - 1)) / last)],
          ),
        );
  return {
    levels: levelSet(levels.filter(({ users }) => chosen.has(users))),
    ofEndpoints: endpoints.length <= MOST_ROWS,
  };
}
