/** Seconds. Milliseconds exist only where text comes in or goes out. */
export type Seconds = number;

/** Events per second: requests per second of a throughput, users per second of a ramp. */
export type PerSecond = number;

/** A share in [0, 1]. Per cent exist only where text comes in or goes out. */
export type Share = number;
