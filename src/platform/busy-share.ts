import type { Seconds, Share } from "../units.ts";

/** u = 1 − R(1)/R(N), in [0, 1): share of the response time that the idle platform does not have. */
export function busyShare(idle: Seconds, loaded: Seconds): Share {
  return loaded > idle ? 1 - idle / loaded : 0;
}
