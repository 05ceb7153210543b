/** The options that say how much load comes, and to what: several models share them. */
import type { CalcOption } from "./calc-model.ts";

export const arrivalRate: CalcOption = {
  kind: "rate",
  describe: 'Requests that arrive, e.g. "140 req/s"',
  needed: true,
};
export const serviceTime: CalcOption = {
  kind: "time",
  describe: 'Mean service time of one request, e.g. "65 ms"',
  needed: true,
};
export const servers: CalcOption = {
  kind: "count",
  describe: "Servers that work in parallel: cores, connections, replicas",
  needed: true,
};
export const users: CalcOption = {
  kind: "users",
  describe: "Users who think, ask and wait for the reply",
  needed: true,
};
export const thinkTime: CalcOption = {
  kind: "time",
  describe: 'Mean time between a reply and the next request, e.g. "1.4 s"',
  needed: true,
};
export const station: CalcOption = {
  kind: "text",
  many: true,
  describe: 'A station, e.g. "pool, servers=10, service-time=65 ms, visits=1"; "kind=delay"',
};

/** The same option, not required. */
export function optional({ kind, describe }: CalcOption, words = describe): CalcOption {
  return { kind, describe: words };
}
