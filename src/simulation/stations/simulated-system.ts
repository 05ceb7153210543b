import type { Seconds } from "../../units.ts";
import { Dynamics, dynamicSlots } from "../dynamics/dynamics.ts";
import { randomSources } from "../engine/random-sources.ts";
import { Recorder } from "../engine/recorder.ts";
import { RequestTable } from "../engine/request-table.ts";
import { CLIENT_SLOTS, Clients } from "../load/clients.ts";
import { expectedSlots, type Load } from "../load/load.ts";
import { RequestChoices } from "../load/request-choices.ts";
import { compileClasses } from "./compile-classes.ts";
import { RequestWalk } from "./request-walk.ts";
import type { SimulatedPart, SimulatedPlatform } from "./simulated-platform.ts";
import { timerCount } from "./tree-places.ts";

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
  readonly walk: RequestWalk;
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
  const timers = timerCount(platform);
  const reserved = CLIENT_SLOTS + timers + dynamicSlots(platform);
  const requests = new RequestTable(reserved, expectedSlots(load));
  const compiled = compileClasses(platform);
  const { endpoints } = platform;
  const sources = randomSources(seed, replication, endpoints.length, partCount(platform.parts));
  const choices = new RequestChoices(platform, compiled, sources, requests);
  const walk = new RequestWalk(platform, compiled, requests, CLIENT_SLOTS, choices);
  const recorder = new Recorder(endpoints.length);
  const clients = new Clients(platform, load, sources, requests, walk, choices, recorder);
  walk.connect(clients);
  const dynamics = new Dynamics(
    platform,
    { requests, clients, walk, choices },
    CLIENT_SLOTS + timers,
  );
  return { requests, clients, walk, recorder, dynamics };
}

/** Stations and pools of a tree. */
function partCount(parts: readonly SimulatedPart[]): number {
  return parts.reduce(
    (sum, part) => sum + 1 + (part.kind === "pool" ? partCount(part.inside) : 0),
    0,
  );
}
