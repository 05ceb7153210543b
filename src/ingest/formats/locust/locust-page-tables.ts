/**
 * Locust's HTML report of 1.3 to 2.19, whose figures stand in tables: "Request Statistics", "Response
 * Time Statistics" and "Failures Statistics". The users are in the script of its charts.
 *
 * Source: locustio/locust, locust/templates/report.html, tags 1.3 to 2.19.
 */
import { readCount } from "../text/read-number.ts";
import { unescapeMarkup } from "../text/unescape-markup.ts";

/** One table of the page: a row is its cells by the name of their column, in small letters. */
export type PageTable = readonly ReadonlyMap<string, string>[];

export interface LocustPage {
  readonly requests: PageTable;
  readonly times: PageTable;
  readonly failures: PageTable;
  /** As printed: UTC, whole seconds. */
  readonly during: readonly [start: string, end: string];
  /** Users in the charts, at equal distances; empty where the page has none. */
  readonly users: readonly number[];
}

const cellText = (markup: string) =>
  unescapeMarkup(markup.replace(/<[^>]*>/g, "").trim()).replace(/\s+/g, " ");

function tableUnder(page: string, title: RegExp): PageTable {
  const from = page.search(title);
  if (from < 0) return [];
  const start = page.indexOf("<table", from);
  const end = page.indexOf("</table", start);
  if (start < 0 || end < 0) return [];
  const rows = page.slice(start, end).split(/<tr\b[^>]*>/i);
  const names = [...(rows[1] ?? "").matchAll(/<th\b[^>]*>([\s\S]*?)<\/th/gi)].map(([, name = ""]) =>
    cellText(name).toLowerCase(),
  );
  return rows.slice(2).flatMap((row) => {
    const cells = [...row.matchAll(/<td\b[^>]*>([\s\S]*?)<\/td/gi)].map(([, cell = ""]) =>
      cellText(cell),
    );
    return cells.length < names.length || names.length === 0
      ? []
      : [new Map(names.map((name, at) => [name, cells[at] ?? ""]))];
  });
}

/** Undefined when the page has no table of requests. */
export function locustPageTables(page: string): LocustPage | undefined {
  const requests = tableUnder(page, /<h\d[^>]*>\s*Request Statistics/i);
  if (requests.length === 0) return undefined;
  const during = cellText(/During:([\s\S]*?)<\/p>/.exec(page)?.[1] ?? "");
  const [start = "", end = ""] = during.split(" - ");
  return {
    requests,
    times: tableUnder(page, /<h\d[^>]*>\s*Response Time Statistics/i),
    failures: tableUnder(page, /<h\d[^>]*>\s*Failures Statistics/i),
    during: [start, end],
    users: usersIn(page),
  };
}

/** The series of users: numbers, or in some versions objects with a value. */
function usersIn(page: string): readonly number[] {
  const series = /"?user_count"?\s*:\s*\[([^\]]*)\]/.exec(page)?.[1] ?? "";
  const values = series.includes("{")
    ? series.matchAll(/"value":\s*"?(\d+)/g)
    : series.matchAll(/(?:^|,)\s*"?(\d+)/g);
  return Array.from(values, ([, value]) => readCount(value) ?? 0);
}
