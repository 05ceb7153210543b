/** What could explain a campaign: the resource that requests wait for, who visits it, how it slows down. */

/** Resources in a planner's words, and what they are in a platform. */
export const resources = {
  loop: "one event loop, which all its requests share",
  cores: "cores that all its requests share",
  workers: "worker threads, taken in order of arrival",
  connections: "a pool of connections, taken in order of arrival",
  database: "the database's cores, which all its queries share",
} as const;

export type Resource = keyof typeof resources;

/** Resources that a load test shows alike; a change tells them apart. */
export const twins: Readonly<Partial<Record<Resource, Resource>>> = {
  cores: "database",
  workers: "connections",
};

/** Who visits the resource. */
export const visits = {
  all: "all requests alike",
  "two kinds": "two kinds of requests, each with its own time there",
  "slow kind": "the slow kind of requests; the fast one meets only the API",
} as const;

export type Visits = keyof typeof visits;

/** How the resource slows down beyond its servers. */
export const laws = {
  overload: "loses capacity as more requests are present",
  drift: "has a capacity that comes and goes over minutes",
  contention: "is slowed by each request at work",
  uneven: "delays some of those that share it more than others",
} as const;

export type Law = keyof typeof laws;

export interface Structure {
  readonly resource: Resource;
  readonly visits: Visits;
  readonly laws: readonly Law[];
}

/** "two-kinds-loop-overload": one name for one structure. */
export function structureName({ resource, visits: who, laws: how }: Structure): string {
  return [who, resource, ...how].join("-").replaceAll(" ", "-");
}

/** One sentence: what is waited for, by whom, and how it slows down. */
export function structureSentence({ resource, visits: who, laws: how }: Structure): string {
  const slows = how.map((law) => laws[law]);
  const last = slows.pop();
  const law =
    last === undefined
      ? "keeps its capacity whatever waits"
      : slows.length === 0
        ? last
        : `${slows.join(", ")} and ${last}`;
  return `${visited[who]} ${resources[resource]}; it ${law}.`;
}

const visited: Readonly<Record<Visits, string>> = {
  all: "All requests wait for",
  "two kinds": "Two kinds of requests, one slower than the other, wait for",
  "slow kind": "The fast kind of requests meets only the API; the slow kind also waits for",
};
