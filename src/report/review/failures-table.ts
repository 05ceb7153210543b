import type { Campaign, FailureCount } from "../../measurement/campaign.ts";
import { endpointName } from "../../measurement/endpoint-name.ts";
import { formatCount } from "../../wording/format-users.ts";
import { type Block, table } from "../document/document.ts";

/** Most kinds that are listed; the rest is counted. */
const MOST = 12;

/** Endpoints named of one kind. */
const NAMED = 4;

/** What failed, by load and kind, with the endpoints where. */
export function failuresTable({ failures }: Campaign): readonly Block[] {
  const kinds = kindsOf(failures);
  if (kinds.length === 0) return [];
  const rest = kinds.slice(MOST);
  const restCount = rest.reduce((sum, { count }) => sum + count, 0);
  return [
    table(
      ["Users", "Failure", "Count", "Where"],
      [
        ...kinds
          .slice(0, MOST)
          .map(({ users, error, count, rows }) => [
            formatCount(users),
            error,
            formatCount(count),
            placesOf(rows),
          ]),
        ...(rest.length === 0
          ? []
          : [["–", `${rest.length} more kinds`, formatCount(restCount), "–"]]),
      ],
    ),
  ];
}

function kindsOf(failures: readonly FailureCount[]) {
  const byKind = new Map<string, FailureCount[]>();
  for (const row of failures) {
    const key = JSON.stringify([row.users, row.error]);
    byKind.set(key, [...(byKind.get(key) ?? []), row]);
  }
  return [...byKind.values()]
    .flatMap((rows) => {
      const [first] = rows;
      if (first === undefined) return [];
      const count = rows.reduce((sum, row) => sum + row.count, 0);
      return [{ users: first.users, error: first.error, count, rows }];
    })
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => a.users - b.users || b.count - a.count);
}

function placesOf(rows: readonly FailureCount[]): string {
  const sorted = rows.toSorted((a, b) => b.count - a.count);
  const named = sorted
    .slice(0, NAMED)
    .map((row) => `${endpointName(row) || "not located"} ${formatCount(row.count)}`);
  const rest = sorted.slice(NAMED);
  const restCount = rest.reduce((sum, { count }) => sum + count, 0);
  return [
    ...named,
    ...(rest.length === 0
      ? []
      : [`${rest.length} other endpoint${rest.length === 1 ? "" : "s"} ${formatCount(restCount)}`]),
  ].join(", ");
}
