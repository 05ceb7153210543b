import type { Backend } from "./backend.ts";
import type { Clients } from "./clients.ts";
import type { RequestLuck } from "./request-luck.ts";
import type { RequestTable } from "./request-table.ts";

/** The parts that a change of the platform touches. */
export interface ChangedParts {
  readonly requests: RequestTable;
  readonly clients: Clients;
  readonly backend: Backend;
  readonly luck: RequestLuck;
}
