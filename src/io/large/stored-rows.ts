/** What the engine holds of a log, and how its rows are read. */
import type { Cell } from "./engine.ts";

/** Name of the view of the requests that count: ends, ms, method, path, error. */
export const requestsView = "requests";

/** The same before the log is divided into runs. */
export const allRequests = "all_requests";

/** The view's window of a request: a level's place, or this where it is in none. */
export const noWindow = -1;

export type Row = Readonly<Record<string, Cell>>;
export const numberOf = (row: Row | undefined, name: string) => Number(row?.[name] ?? 0);
export const textOf = (row: Row, name: string) => String(row[name] ?? "");
