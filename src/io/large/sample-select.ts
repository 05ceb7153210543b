/**
 * One row a request, the same for every format, as the engine keeps it on disk while it counts:
 *
 * - ends: unix seconds at which the request ended, or at which the users were told; NULL: a bad row
 * - ms: response time in milliseconds; NULL where the row is no request
 * - method, path, host, thread: as in the file; error: NULL for a success
 * - users: threads or users active; dropped: iterations that k6 did not start
 * - controller: how many requests the row of a JMeter transaction controller speaks of, NULL for a
 *   request; controller_failures: how many of them failed; controller_idle:
 *   milliseconds of timers between them, which its time may leave out
 */
export interface SampleSelect {
  /** Rows of the file, judged: all that `fields` needs, and `reason`, NULL for a good row. */
  readonly judged: string;
  /** What of a judged row is kept, as a list of SQL. */
  readonly fields: string;
  /** The rest of the columns, the same in every row: they are not written. */
  readonly constants: string;
  /** Which judged rows are kept. */
  readonly where: string;
  /** SQL of a bad row's cell that is shown in the message; it may use what `judged` gives. */
  readonly shown: string;
}

/** A week: longer than any load test waits. */
export const longestMs = 7 * 86_400 * 1000;

/** The table of kept rows: judged, and reduced to what is counted. */
export const keptRows = ({ judged, fields, where }: SampleSelect) =>
  `SELECT ${fields} FROM (${judged}) WHERE ${where}`;
