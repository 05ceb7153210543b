/** What a slot waits for in the calendar. Numbers, since they are kept in a byte each. */

/** A user's pause ends. */
export const THINK_END = 0;
/** A failed request is tried again. */
export const RETRY = 1;
/** The next request of an open load arrives. */
export const ARRIVAL = 2;
/** Users come or go. */
export const USER_CHANGE = 3;
/** The request longest under way may have waited too long for its client. */
export const CLIENT_DEADLINE = 4;
/** Up to here the clients' events; from here on the platform's. */
export const LAST_OF_CLIENTS = CLIENT_DEADLINE;
/** Work at a station ends. */
export const WORK_END = 5;
/** The first in a pool's line may have waited too long for a place. */
export const ACQUIRE_DEADLINE = 6;
/** A request whose commit failed begins its visits anew. */
export const COMMIT_RETRY = 7;
/** Up to here the platform's events; from here on those that change it. */
export const LAST_OF_PLATFORM = COMMIT_RETRY;
/** The autoscaler looks at its figure. */
export const SCALING = 8;
/** A replica that was asked for begins to serve. */
export const REPLICA_START = 9;
/** Something breaks down or comes back. */
export const INCIDENT = 10;
