import type { ImportedFailure } from "../imported-run.ts";

const generatorSigns =
  /OSError\((?:24|49|99)\b|can(?:'|no)t assign requested address|EADDRNOTAVAIL|EMFILE|too many open files|gaierror|getaddrinfo|ENOTFOUND|EAI_AGAIN|name or service not known|no such host|ephemeral port|NewConnectionError/i;
const networkSigns =
  /ConnectionReset|ECONNRESET|EPIPE|broken pipe|connection reset|10054|ENETUNREACH|no route to host|EHOSTUNREACH/i;

/**
 * The side on which an error arose, by its text. Ports, file handles and names that ran out belong
 * to the load machine and must not count against the server's capacity; a reset connection may be
 * either side's; all else is the server's.
 */
export function errorOrigin(error: string): ImportedFailure["origin"] {
  if (generatorSigns.test(error)) return "generator";
  return networkSigns.test(error) ? "network" : "server";
}
