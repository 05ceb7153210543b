import { entryAt, numberAt } from "../../entry-at.ts";
import type { RandomStream } from "../../random/random-stream.ts";
import type { Seconds } from "../../units.ts";
import { AliasTable } from "../engine/alias-table.ts";
import { Draws } from "../engine/draws.ts";
import type { RandomSources } from "../engine/random-sources.ts";
import { BACKGROUND_ERROR, FETCHES, READS, type RequestTable } from "../engine/request-table.ts";
import type { TimeLaw } from "../engine/time-law.ts";
import { CommitFailures } from "../stations/commit-failures.ts";
import type { CompiledClasses } from "../stations/compile-classes.ts";
import type { SimulatedPlatform } from "../stations/simulated-platform.ts";
import { KeyCache } from "./key-cache.ts";

/** What is chosen at random for a request: its endpoint and class, work, keys, errors. */
export class RequestChoices {
  /** By endpoint; null where there is no cache with keys. */
  readonly caches: readonly (KeyCache | null)[];
  readonly #requests: RequestTable;
  readonly #sources: RandomSources["endpoints"];
  readonly #mix: AliasTable;
  readonly #mixStream: RandomStream;
  /** By step; null for those that do no work. */
  readonly works: readonly (Draws | null)[];
  /** For commits tried again, of streams of their own: first tries meet the same work as without. */
  readonly #worksAgain: readonly (Draws | null)[];
  readonly #errorShares: Float64Array;
  readonly #reads: Uint8Array;
  readonly #mixed: Uint8Array;
  readonly #classReads: readonly Uint8Array[];
  readonly #commits: readonly (CommitFailures | null)[];
  /** Whether work may be done again. */
  readonly again: boolean;
  readonly keyed: boolean;
  readonly #sharded: boolean;
  /** First step of an endpoint's requests; of its classes, and up to which draw each is meant. */
  readonly #firstStart: Int32Array;
  readonly #classStarts: readonly Int32Array[];
  readonly #classLimits: readonly Float64Array[];
  /** Whether a request of an endpoint has more to be drawn, or remembered, than its one class. */
  readonly #varies: Uint8Array;

  constructor(
    platform: SimulatedPlatform,
    { steps, starts }: CompiledClasses,
    sources: RandomSources,
    requests: RequestTable,
  ) {
    const { endpoints, classes } = platform;
    this.#requests = requests;
    this.#sources = sources.endpoints;
    this.#mixStream = sources.shared.mix;
    this.#mix = new AliasTable(endpoints.map(({ weight }) => weight));
    const of = (i: number) => entryAt(sources.endpoints, i);
    this.works = drawsOf(steps, (place, endpoint) => sources.work[place]?.[endpoint]);
    this.#worksAgain = drawsOf(steps, (_, endpoint) =>
      endpoints[endpoint]?.deadlock ? of(endpoint).commitTime : undefined,
    );
    this.caches = endpoints.map(({ keys }, i) =>
      keys ? new KeyCache(keys, of(i).cacheKey) : null,
    );
    this.#commits = endpoints.map(({ deadlock }, i) =>
      deadlock ? new CommitFailures(deadlock, of(i).deadlock) : null,
    );
    this.again = this.#commits.some((one) => one !== null);
    this.keyed = this.caches.some((one) => one !== null);
    this.#errorShares = Float64Array.from(endpoints, ({ errorShare }) => errorShare ?? 0);
    this.#reads = Uint8Array.from(endpoints, ({ kind }) => (kind === "read" ? 1 : 0));
    this.#mixed = Uint8Array.from(endpoints, ({ kind }) => (kind === "mixed" ? 1 : 0));
    this.#sharded = hasShards(platform.parts);
    const own = endpoints.map((_, i) =>
      classes.flatMap(({ endpoint, share, reads = false }, k) =>
        endpoint === i && share > 0 ? [{ share, start: numberAt(starts, k), reads }] : [],
      ),
    );
    this.#classReads = own.map((list) => Uint8Array.from(list, ({ reads }) => (reads ? 1 : 0)));
    this.#firstStart = Int32Array.from(own, ([first]) => first?.start ?? 0);
    this.#classStarts = own.map((list) => Int32Array.from(list, ({ start }) => start));
    this.#classLimits = own.map((list) => limitsOf(list.map(({ share }) => share)));
    this.#varies = Uint8Array.from(endpoints, (endpoint, i) =>
      (own[i]?.length ?? 0) > 1 ||
      endpoint.kind === "mixed" ||
      (endpoint.errorShare ?? 0) > 0 ||
      endpoint.keys !== undefined ||
      endpoint.deadlock !== undefined ||
      (platform.incidents ?? []).length > 0 ||
      this.#sharded
        ? 1
        : 0,
    );
  }

  /** Of which endpoint a new request is. */
  choose(slot: number): void {
    this.#requests.endpoint[slot] = this.#mix.choose(this.#mixStream);
  }

  /** What one try of a request begins with. */
  draw(slot: number): void {
    const requests = this.#requests;
    const endpoint = requests.endpoint[slot] ?? 0;
    if (this.#varies[endpoint] === 1) {
      requests.flags[slot] = this.#drawRest(slot, endpoint);
      return;
    }
    requests.flags[slot] = 0;
    requests.step[slot] = this.#firstStart[endpoint] ?? 0;
  }

  /** Work at a step, where it may be done again. */
  work(step: number, slot: number): Seconds {
    if ((this.#requests.failedCommits[slot] ?? 0) > 0) {
      const again = this.#worksAgain[step];
      if (again) return again.next();
    }
    return this.works[step]?.next() ?? 0;
  }

  /** Whether a request may be served by a read replica. */
  reads(slot: number): boolean {
    const requests = this.#requests;
    const endpoint = requests.endpoint[slot] ?? 0;
    if (this.#mixed[endpoint] === 1) return ((requests.flags[slot] ?? 0) & READS) !== 0;
    return this.#reads[endpoint] === 1;
  }

  /** Whether the cache has what the request asks for; else the request fetches it. */
  isCached(slot: number): boolean {
    const requests = this.#requests;
    const cache = this.caches[requests.endpoint[slot] ?? 0];
    if (!cache || cache.isFresh(requests.key[slot] ?? 0, requests.now)) return true;
    requests.flags[slot] = (requests.flags[slot] ?? 0) | FETCHES;
    return false;
  }

  /** The request has been answered: what it fetched is in the cache from now on. */
  fetched(slot: number): void {
    const requests = this.#requests;
    if (!((requests.flags[slot] ?? 0) & FETCHES)) return;
    const cache = this.caches[requests.endpoint[slot] ?? 0];
    cache?.fetched(requests.key[slot] ?? 0, requests.now);
  }

  /** Whether the commit of a request fails. */
  deadlocked(slot: number): boolean {
    return this.#commits[this.#requests.endpoint[slot] ?? 0]?.fails() ?? false;
  }

  /** How long a request waits before it tries its commit again; −1 if it gives up. */
  pauseBeforeCommit(slot: number): Seconds {
    const requests = this.#requests;
    const failed = requests.failedCommits[slot] ?? 0;
    const pause = this.#commits[requests.endpoint[slot] ?? 0]?.pause(failed) ?? -1;
    if (pause >= 0) requests.failedCommits[slot] = failed + 1;
    return pause;
  }

  /** The same request from its beginning. */
  rewind(slot: number): void {
    const requests = this.#requests;
    requests.step[slot] = requests.start[slot] ?? 0;
    requests.failedCommits[slot] = 0;
    requests.flags[slot] = (requests.flags[slot] ?? 0) & ~FETCHES;
  }

  #drawRest(slot: number, endpoint: number): number {
    const requests = this.#requests;
    const streams = entryAt(this.#sources, endpoint);
    const limits = entryAt(this.#classLimits, endpoint);
    let start = this.#firstStart[endpoint] ?? 0;
    let k = 0;
    if (limits.length > 1) {
      const drawn = streams.requestClass.uniform();
      while (drawn >= (limits[k] ?? 0)) k++;
      start = entryAt(this.#classStarts, endpoint)[k] ?? 0;
    }
    requests.step[slot] = start;
    requests.start[slot] = start;
    const errorShare = this.#errorShares[endpoint] ?? 0;
    const fails = errorShare > 0 && streams.backgroundError.uniform() < errorShare;
    requests.failedCommits[slot] = 0;
    const cache = this.caches[endpoint];
    if (cache) requests.key[slot] = cache.draw();
    if (this.#sharded) requests.shard[slot] = Math.floor(streams.shard.uniform() * 65_536);
    const reads = this.#classReads[endpoint]?.[k] === 1 ? READS : 0;
    return (fails ? BACKGROUND_ERROR : 0) | reads;
  }
}

/** One series of draws for each endpoint at each station, however many steps it has there. */
function drawsOf(
  steps: CompiledClasses["steps"],
  streamOf: (place: number, endpoint: number) => RandomStream | undefined,
): readonly (Draws | null)[] {
  const known = new Map<string, Draws>();
  const texts = new Map<TimeLaw, string>();
  return steps.map(({ place, endpoint, time }) => {
    const stream = time === null ? undefined : streamOf(place, endpoint);
    if (time === null || stream === undefined) return null;
    const law = texts.get(time) ?? JSON.stringify(time);
    texts.set(time, law);
    const key = `${place} ${endpoint} ${law}`;
    const draws = known.get(key) ?? new Draws(stream, time);
    known.set(key, draws);
    return draws;
  });
}

/** Up to which uniform draw each of several shares is meant; the last one up to any. */
function limitsOf(shares: readonly number[]): Float64Array {
  let sum = 0;
  const limits = Float64Array.from(shares, (share) => {
    sum += share;
    return sum;
  });
  limits[limits.length - 1] = Number.POSITIVE_INFINITY;
  return limits;
}

function hasShards(parts: SimulatedPlatform["parts"]): boolean {
  return parts.some((part) => part.shards > 1 || (part.kind === "pool" && hasShards(part.inside)));
}
