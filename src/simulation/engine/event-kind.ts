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
export const API_END = 5;
export const CACHE_END = 6;
export const DATABASE_END = 7;
/** The first in a pool's line may have waited too long for a connection. */
export const ACQUIRE_DEADLINE = 8;
/** A request whose commit failed begins its visits anew. */
export const COMMIT_RETRY = 9;
/** Work under a lock ends. */
export const LOCK_END = 10;
/** Up to here the platform's events; from here on those that change it. */
export const LAST_OF_PLATFORM = LOCK_END;
/** The autoscaler looks at its figure. */
export const SCALING = 11;
/** A replica that was asked for begins to serve. */
export const REPLICA_START = 12;
/** Something breaks down or comes back. */
export const INCIDENT = 13;
