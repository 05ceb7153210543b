import type { RandomStream } from "../../random/random-stream.ts";
import { AliasTable } from "../engine/alias-table.ts";
import { Draws } from "../engine/draws.ts";
import type { RandomSources } from "../engine/random-sources.ts";
import {
  BACKGROUND_ERROR,
  CACHE_HIT,
  FETCHES,
  type RequestTable,
} from "../engine/request-table.ts";
import { CommitLuck } from "../stations/commit-luck.ts";
import type { SimulatedPlatform } from "../stations/simulated-platform.ts";
import { KeyCache } from "./key-cache.ts";

type Sources = RandomSources["endpoints"][number];

/** What chance decides about a request: its endpoint, work, cache, errors. */
export class RequestLuck {
  /** By endpoint; null where the cache has no keys, or there is none. */
  readonly caches: readonly (KeyCache | null)[];
  readonly #requests: RequestTable;
  readonly #sources: RandomSources["endpoints"];
  readonly #mix: AliasTable;
  readonly #mixStream: RandomStream;
  readonly #apiTimes: readonly Draws[];
  readonly #databaseTimes: readonly Draws[];
  readonly #cacheTimes: readonly (Draws | null)[];
  readonly #lockTimes: readonly (Draws | null)[];
  readonly #hitShares: Float64Array;
  readonly #errorShares: Float64Array;
  readonly #visits: Uint16Array;
  readonly #shards: number;
  readonly #commits: readonly (CommitLuck | null)[];
  /** Whether an endpoint has more than its work in the API and one visit to the one shard. */
  readonly #varies: Uint8Array;

  constructor(platform: SimulatedPlatform, sources: RandomSources, requests: RequestTable) {
    const { endpoints } = platform;
    this.#requests = requests;
    this.#sources = sources.endpoints;
    this.#mixStream = sources.shared.mix;
    this.#mix = new AliasTable(endpoints.map(({ weight }) => weight));
    const of = (i: number) => sources.endpoints[i] as Sources;
    this.#apiTimes = endpoints.map(({ apiTime }, i) => new Draws(of(i).apiTime, apiTime));
    this.#databaseTimes = endpoints.map(
      ({ databaseTime }, i) => new Draws(of(i).databaseTime, databaseTime),
    );
    this.#cacheTimes = endpoints.map(({ cache }, i) =>
      cache ? new Draws(of(i).cacheTime, cache.time) : null,
    );
    this.#lockTimes = endpoints.map(({ lockTime }, i) =>
      lockTime ? new Draws(of(i).lockTime, lockTime) : null,
    );
    this.caches = endpoints.map(({ cache }, i) =>
      cache?.keys ? new KeyCache(cache.keys, of(i).cacheKey) : null,
    );
    this.#commits = endpoints.map((endpoint, i) =>
      endpoint.deadlock
        ? new CommitLuck(endpoint.deadlock, endpoint.databaseTime, of(i).deadlock, of(i).commitTime)
        : null,
    );
    this.#hitShares = Float64Array.from(endpoints, ({ cache }) => cache?.hitShare ?? 0);
    this.#errorShares = Float64Array.from(endpoints, ({ errorShare }) => errorShare ?? 0);
    this.#visits = Uint16Array.from(endpoints, ({ visits }) => visits ?? 1);
    this.#shards = platform.database.shards ?? 1;
    this.#varies = Uint8Array.from(endpoints, (endpoint, i) =>
      (this.#hitShares[i] as number) > 0 ||
      (this.#errorShares[i] as number) > 0 ||
      (this.#visits[i] as number) > 1 ||
      endpoint.deadlock !== undefined ||
      this.#shards > 1
        ? 1
        : 0,
    );
  }

  /** Of which endpoint a new request is. */
  choose(slot: number): void {
    this.#requests.endpoint[slot] = this.#mix.choose(this.#mixStream);
  }

  /** All of one try of a request, whether or not it comes to use. */
  draw(slot: number): void {
    const requests = this.#requests;
    const endpoint = requests.endpoint[slot] as number;
    requests.apiTime[slot] = (this.#apiTimes[endpoint] as Draws).next();
    requests.databaseTime[slot] = (this.#databaseTimes[endpoint] as Draws).next();
    requests.flags[slot] = this.#varies[endpoint] === 1 ? this.#drawRest(slot, endpoint) : 0;
  }

  /** Work of the next visit of a request under way. */
  nextVisit(slot: number): number {
    const requests = this.#requests;
    const endpoint = requests.endpoint[slot] as number;
    const commits = this.#commits[endpoint];
    if (commits && (requests.failedCommits[slot] as number) > 0) return commits.time();
    return (this.#databaseTimes[endpoint] as Draws).next();
  }

  cacheTime(endpoint: number): number {
    return this.#cacheTimes[endpoint]?.next() ?? 0;
  }

  /** Whether visits of a request end under the lock. */
  locks(slot: number): boolean {
    return this.#lockTimes[this.#requests.endpoint[slot] as number] !== null;
  }

  /** Work under the lock of one visit. */
  lockTime(slot: number): number {
    return this.#lockTimes[this.#requests.endpoint[slot] as number]?.next() ?? 0;
  }

  /** Whether the cache has the key that the request asks for. */
  isFresh(slot: number): boolean {
    const requests = this.#requests;
    const cache = this.caches[requests.endpoint[slot] as number];
    return !cache || cache.isFresh(requests.key[slot] as number, requests.now);
  }

  /** The request has been answered: what it fetched is in the cache from now on. */
  fetched(slot: number): void {
    const requests = this.#requests;
    if (!((requests.flags[slot] as number) & FETCHES)) return;
    const cache = this.caches[requests.endpoint[slot] as number];
    cache?.fetched(requests.key[slot] as number, requests.now);
  }

  /** Whether the commit of a request fails. */
  deadlocked(slot: number): boolean {
    return this.#commits[this.#requests.endpoint[slot] as number]?.fails() ?? false;
  }

  /** How long a request waits before it tries its commit again; −1 if it gives up. */
  pauseBeforeCommit(slot: number): number {
    const requests = this.#requests;
    const failed = requests.failedCommits[slot] as number;
    const pause = this.#commits[requests.endpoint[slot] as number]?.pause(failed) ?? -1;
    if (pause >= 0) requests.failedCommits[slot] = failed + 1;
    return pause;
  }

  /** The visits of a request whose commit failed, from the first one on. */
  drawAgain(slot: number): void {
    const requests = this.#requests;
    requests.visits[slot] = this.#visits[requests.endpoint[slot] as number] as number;
    requests.databaseTime[slot] = this.nextVisit(slot);
  }

  /** The same request from its beginning, with the work that is drawn already. */
  rewind(slot: number): void {
    const requests = this.#requests;
    requests.visits[slot] = this.#visits[requests.endpoint[slot] as number] as number;
    requests.failedCommits[slot] = 0;
    requests.flags[slot] = (requests.flags[slot] as number) & ~FETCHES;
    // Under the lock its work in the database has been written over.
    if (this.locks(slot)) requests.databaseTime[slot] = this.nextVisit(slot);
  }

  #drawRest(slot: number, endpoint: number): number {
    const requests = this.#requests;
    const streams = this.#sources[endpoint] as Sources;
    const hitShare = this.#hitShares[endpoint] as number;
    const errorShare = this.#errorShares[endpoint] as number;
    let flags = 0;
    requests.visits[slot] = this.#visits[endpoint] as number;
    requests.failedCommits[slot] = 0;
    if (hitShare > 0 && streams.cacheHit.uniform() < hitShare) flags |= CACHE_HIT;
    if (errorShare > 0 && streams.backgroundError.uniform() < errorShare) {
      flags |= BACKGROUND_ERROR;
    }
    const cache = this.caches[endpoint];
    if (cache) requests.key[slot] = cache.draw();
    if (this.#shards > 1) {
      requests.shard[slot] = Math.floor(streams.shard.uniform() * this.#shards);
    }
    return flags;
  }
}
