import type { EndpointKind } from "../../../platform/platform.ts";

/** An endpoint of a campaign as a platform model wants it. */
export interface PlatformEndpoint {
  /** "GET /goals/" */
  readonly name: string;
  /** Share of the requests of the levels that list it, in requests of all levels. */
  readonly weight: number;
  /** As the method tells; mixed where none does. */
  readonly kind: EndpointKind;
  /** Mean response time over that of all requests where hardly anybody waits; 1 where unknown. */
  readonly slower: number;
  /** Coefficient of variation of its time where hardly anybody waits, over that of all endpoints; 1 where unknown. */
  readonly variation: number;
  /** Stays fast while the others wait: it asks nothing of what is short. */
  readonly bystander: boolean;
}
