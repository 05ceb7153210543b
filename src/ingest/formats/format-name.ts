/** Name of a format, a line of the table in load-test-formats.ts: "locust-stats". */
export type FormatName = string;
