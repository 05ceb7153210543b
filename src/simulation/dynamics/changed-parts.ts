import type { RequestTable } from "../engine/request-table.ts";
import type { Clients } from "../load/clients.ts";
import type { RequestLuck } from "../load/request-luck.ts";
import type { Backend } from "../stations/backend.ts";

/** The parts that a change of the platform touches. */
export interface ChangedParts {
  readonly requests: RequestTable;
  readonly clients: Clients;
  readonly backend: Backend;
  readonly luck: RequestLuck;
}
