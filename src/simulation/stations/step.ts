/** What a step of a request's way does. Numbers, since they are kept in a byte each. */

/** The request is answered. */
export const ANSWER = 0;
/** Takes a place of a pool, or waits for one. */
export const ENTER = 1;
/** Gives it back. */
export const LEAVE = 2;
/** Works without any queue. */
export const DELAY = 3;
/** Works at a server of its own, or waits for one. */
export const SERVE = 4;
/** The same, slowed by those beside it. */
export const SERVE_SLOWED = 5;
/** Shares the servers with all that are there. */
export const SHARE = 6;
/** Goes elsewhere if the cache has not what it asks for. */
export const LOOK_UP = 7;
/** Begins the database's part anew if the commit fails. */
export const COMMIT = 8;
