import type { Seconds } from "../../units.ts";
import { Dynamics, dynamicSlots } from "../dynamics/dynamics.ts";
import { randomSources } from "../engine/random-sources.ts";
import { Recorder } from "../engine/recorder.ts";
import { RequestTable } from "../engine/request-table.ts";
import { CLIENT_SLOTS, Clients } from "../load/clients.ts";
import { expectedSlots, type Load } from "../load/load.ts";
import { RequestLuck } from "../load/request-luck.ts";
import { Backend } from "./backend.ts";
import { poolCount } from "./connection-pools.ts";
import type { SimulatedPlatform } from "./simulated-platform.ts";

/** What one replication is to do. Plain data: a worker needs no more. */
export interface Replication {
  readonly platform: SimulatedPlatform;
  readonly load: Load;
  readonly seed: number;
  /** Number of the replication, from 0: each has random numbers of its own. */
  readonly replication: number;
  /** Length of a window at first. */
  readonly window: Seconds;
  /** Simulated time to run for, or answers and failures to wait for. */
  readonly until: { readonly time: Seconds } | { readonly requests: number };
}

/** All parts of one replication, put together. */
export interface SimulatedSystem {
  readonly requests: RequestTable;
  readonly clients: Clients;
  readonly backend: Backend;
  readonly recorder: Recorder;
  readonly dynamics: Dynamics;
}

/** An empty platform and its clients at time 0. */
export function simulatedSystem({
  platform,
  load,
  seed,
  replication,
}: Replication): SimulatedSystem {
  const pools = poolCount(platform);
  const reserved = CLIENT_SLOTS + pools + dynamicSlots(platform);
  const requests = new RequestTable(reserved, expectedSlots(load));
  const sources = randomSources(seed, replication, platform.endpoints.length);
  const luck = new RequestLuck(platform, sources, requests);
  const backend = new Backend(platform, requests, CLIENT_SLOTS, luck);
  const recorder = new Recorder(platform.endpoints.length);
  const clients = new Clients(platform, load, sources, requests, backend, luck, recorder);
  backend.connect(clients);
  const parts = { requests, clients, backend, luck };
  const dynamics = new Dynamics(platform, parts, CLIENT_SLOTS + pools);
  return { requests, clients, backend, recorder, dynamics };
}
