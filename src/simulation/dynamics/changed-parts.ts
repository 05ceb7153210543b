import type { RequestTable } from "../engine/request-table.ts";
import type { Clients } from "../load/clients.ts";
import type { RequestChoices } from "../load/request-choices.ts";
import type { RequestWalk } from "../stations/request-walk.ts";

/** The parts that a change of the platform touches. */
export interface ChangedParts {
  readonly requests: RequestTable;
  readonly clients: Clients;
  readonly walk: RequestWalk;
  readonly choices: RequestChoices;
}
