import type { Share } from "../../units.ts";

/** What one endpoint takes of the whole: of the requests, and of the work they cause. */
export interface EndpointShare {
  /** "GET /api/v1/goals/" */
  readonly name: string;
  readonly requests: Share;
  readonly work: Share;
  /** Whether a read replica or a cache could serve it: GET and HEAD. */
  readonly reads: boolean;
}

export interface Selected {
  readonly requests: Share;
  readonly work: Share;
}

/**
 * Sums the shares of the endpoints that a glob over "METHOD /path" matches; all without one.
 *
 * @param workOdds factor on the odds w/(1 − w) of their share of the work
 */
export function selectEndpoints(
  endpoints: readonly EndpointShare[],
  glob: string | undefined,
  workOdds = 1,
): Selected {
  if (glob === undefined) return { requests: 1, work: 1 };
  const pattern = globPattern(glob);
  const chosen = endpoints.filter(({ name }) => pattern.test(name));
  return {
    requests: Math.min(
      chosen.reduce((sum, { requests }) => sum + requests, 0),
      1,
    ),
    work: atOdds(
      Math.min(
        chosen.reduce((sum, { work }) => sum + work, 0),
        1,
      ),
      workOdds,
    ),
  };
}

function atOdds(share: Share, odds: number): Share {
  return (share * odds) / (1 - share + share * odds);
}

/** `*` stands for any characters, slashes too; everything else for itself. */
function globPattern(glob: string): RegExp {
  const literal = glob
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${literal}$`);
}
