/**
 * What causes an error, by its text as load generators, clients and servers word it. A server that
 * cannot take more refuses (503, connection refused or reset), limits the rate (429) or answers too late
 * (time-out); the load machine may run out of ports, file handles or names. All else is an answer that
 * says what failed (500, a check of the script): it happens at any load.
 *
 * Sources: RFC 9110 §15 and RFC 6585 §4 for status codes; errno of Linux, macOS and Windows; the words
 * of Python's requests, Go's net/http, Java's HttpClient, Node and curl; of PostgreSQL, PgBouncer and pools
 * of connections (see `wantingConnection`).
 */
export const failureCauses = ["time-out", "refusal", "rate limit", "generator", "other"] as const;

export type FailureCause = (typeof failureCauses)[number];

const statuses: Readonly<Record<string, FailureCause>> = {
  "429": "rate limit",
  "408": "time-out",
  "504": "time-out",
  "522": "time-out",
  "524": "time-out",
  "598": "time-out",
  "502": "refusal",
  "503": "refusal",
  "509": "refusal",
  "521": "refusal",
  "529": "refusal",
};

/** A status is looked for only where a text speaks of one: numbers stand there for much else. */
const status = [
  /^\W*(?:(?:http|status|code|error|response)[\s_-]*){0,3}[:=/(]?\s*(\d{3})(?![\d.])\b/i,
  /(?:status(?:[ _]?code)?|response code|http(?:error)?(?:\/[\d.]+)?|found|got|was|returned|actual|code)\W{0,4}(\d{3})(?![\d.])\b/i,
  /\b(\d{3}) (?:client|server) error/i,
];

/** In the order in which they are tried: what one error wraps in another decides over the wrapping. */
const signs: readonly (readonly [FailureCause, RegExp])[] = [
  [
    "rate limit",
    /too ?many ?requests|rate[- _]?limit|throttl(?:ed|ing)|quota exceeded|resource[_ ]exhausted/i,
  ],
  [
    "generator",
    /Error\((?:24|49|99)\b|\[Errno (?:24|49|99)\]|can(?:not|'?t) assign requested address|no assign requested address|address already in use|EADDRNOTAVAIL|EADDRINUSE|EMFILE|ENFILE|too many open files|gaierror|getaddrinfo|ENOTFOUND|EAI_AGAIN|UnknownHost|(?:name|service) (?:or service )?not known|name resolution|nodename nor servname|no such host|ephemeral port|no buffer space|ENOBUFS/i,
  ],
  [
    "refusal",
    /connection refused|too many clients|TooManyConnections|too many connections|connection slots are reserved|no more connections allowed|ECONNREFUSED|actively refused|\[Errno (?:111|61)\]|Error\((?:111|61|10061)\b|WinError 10061/i,
  ],
  [
    "time-out",
    /time[- ]?d?[- ]?out|couldn'?t get a connection after|ETIMEDOUT|deadline[_ ]?exceeded|WinError 10060|\[Errno (?:110|60)\]|Error\((?:110|60|10060)\b/i,
  ],
  [
    "refusal",
    /connection (?:was |has been )?(?:reset|aborted|closed)|ConnectionReset|RemoteDisconnected|ECONNRESET|ECONNABORTED|EPIPE|broken pipe|10054|premature(?:ly)? close|closed connection|socket closed|NoHttpResponse|failed to respond|server disconnected|\bEOF\b|socket (?:read|write) error|NewConnectionError|service unavailable|bad gateway|overloaded|\bUNAVAILABLE\b/i,
  ],
];

/** Pure; the text alone decides, so that one error has one cause in every campaign. */
export function failureCause(error: string): FailureCause {
  for (const pattern of status) {
    const cause = statuses[pattern.exec(error)?.[1] ?? ""];
    if (cause !== undefined) return cause;
  }
  return signs.find(([, sign]) => sign.test(error))?.[0] ?? "other";
}

/** The cause of a failure row: as stated, else by its text. */
export function causeOf(row: {
  readonly error: string;
  readonly cause?: FailureCause;
}): FailureCause {
  return row.cause ?? failureCause(row.error);
}
