import { entryAt } from "../../entry-at.ts";
import type { Seconds } from "../../units.ts";
import { platformStations } from "../stations/platform-stations.ts";
import type { SimulatedSystem } from "../stations/simulated-system.ts";
import type { StationWindow, Window } from "./window.ts";

/** Reads off what has come to every counter since the last window. */
export function windowCloser(system: SimulatedSystem): (start: Seconds, end: Seconds) => Window {
  const { requests, clients, walk, recorder, dynamics } = system;
  const stations = platformStations(walk.tree);
  const read = () => ({
    stations: stations.map((station) => station.read()),
    userTime: clients.users?.userTime ?? 0,
    requestTime: clients.requestTime,
    replicaTime: walk.replicas.servingTime,
    retries: clients.retries,
    events: stations.reduce((sum, { events }) => sum + events(), walk.delayEvents),
  });
  let before = read();
  return (start: Seconds, end: Seconds): Window => {
    requests.now = end;
    clients.advance();
    clients.users?.advance();
    walk.advance();
    const after = read();
    const window = {
      start,
      end,
      endpoints: recorder.close(),
      stations: after.stations.map((station, i) => since(station, entryAt(before.stations, i))),
      userTime: after.userTime - before.userTime,
      requestTime: after.requestTime - before.requestTime,
      ...(dynamics.changesReplicas ? { replicaTime: after.replicaTime - before.replicaTime } : {}),
      retries: after.retries - before.retries,
      events: after.events - before.events,
    };
    before = after;
    return window;
  };
}

function since(after: StationWindow, before: StationWindow): StationWindow {
  return {
    ended: after.ended - before.ended,
    jobTime: after.jobTime - before.jobTime,
    waitingTime: after.waitingTime - before.waitingTime,
    busyTime: after.busyTime - before.busyTime,
  };
}
