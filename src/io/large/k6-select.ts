/** k6's single points in SQL, as `importK6Csv` and `importK6Points` read them. */
import { literal } from "./engine.ts";
import { type Columns, numberOfText, timeOfText } from "./read-cells.ts";
import { longestMs, type SampleSelect } from "./sample-select.ts";

/** The metrics that matter; the others repeat or divide these. */
const metrics = ["http_req_duration", "vus", "dropped_iterations"];

const tags = [
  "method",
  "name",
  "url",
  "status",
  "error",
  "error_code",
  "expected_response",
] as const;
type Tag = (typeof tags)[number];

/**
 * @param whole SQL that tells whether the row has all its cells
 * @param host what tells this file's load machine from those of the run's other files
 */
export function k6CsvSelect(
  columns: Columns,
  table: string,
  whole: string,
  counted: boolean,
  host: string,
): SampleSelect {
  const fault = counted ? "CASE WHEN swallowed > 0 THEN 'quote' ELSE '' END" : "''";
  const metric = columns.raw("metric_name");
  return select(
    `SELECT *, ${metric} AS metric, ${columns.time("timestamp")} AS instant,
      ${columns.number("metric_value")} AS number, ${whole} AS whole, ${fault} AS fault FROM ${table}`,
    // Labels are cut to their text later, where there are few of them.
    (tag) => (tag === "method" || tag === "name" ? columns.raw(tag) : columns.text(tag)),
    columns.text("metric_value"),
    counted,
    host,
  );
}

/**
 * Lines are JSON objects. Those of other metrics, nine in ten, are not parsed: they are only looked at
 * for their braces, so damage inside one of them is neither found nor does harm.
 */
export function k6PointsSelect(table: string, host: string): SampleSelect {
  const wanted = metrics.map((metric) => `contains(line, '"${metric}"')`).join(" OR ");
  const paths = ["type", "metric", "data.time", "data.value", ...tags.map((t) => `data.tags.${t}`)];
  const list = paths.map((path) => `'$.${path}'`).join(", ");
  const found = `CASE WHEN json_valid(line) THEN json_extract_string(line, [${list}]) END`;
  return select(
    `SELECT * FROM (
      SELECT *, point[2] AS metric, ${timeOfText("point[3]")} AS instant,
        ${numberOfText("point[4]")} AS number, true AS whole,
        CASE WHEN point IS NULL THEN 'json' ELSE '' END AS fault
      FROM (SELECT *, ${found} AS point FROM ${table}
        WHERE ${wanted} OR NOT (line[1] = '{' AND line[-1] = '}') AND trim(line) <> ''))
    WHERE fault = 'json' OR point[1] = 'Point'`,
    (tag) => `coalesce(point[${5 + tags.indexOf(tag)}], '')`,
    "left(line, 60)",
    false,
    host,
  );
}

function select(
  rows: string,
  tag: (name: Tag) => string,
  shown: string,
  counted: boolean,
  host: string,
): SampleSelect {
  const failed = `${tag("expected_response")} = 'false' OR ${tag("error_code")} <> ''`;
  const status = `CASE WHEN ${tag("status")} = '' THEN 'unknown' ELSE ${tag("status")} END`;
  const request = "metric = 'http_req_duration' AND reason IS NULL";
  return {
    judged: `SELECT *, CASE WHEN fault <> '' THEN fault
        WHEN instant IS NULL OR number IS NULL OR NOT whole THEN 'point'
        WHEN metric = 'http_req_duration' AND number > ${longestMs} THEN 'week' END AS reason
      FROM (${rows})`,
    fields: `CASE WHEN reason IS NULL THEN instant END AS ends,
      CASE WHEN ${request} THEN number END AS ms,
      ${tag("method")} AS method,
      CASE WHEN ${tag("name")} <> '' THEN ${tag("name")} ELSE ${tag("url")} END AS path,
      CASE WHEN ${request} AND (${failed})
        THEN CASE WHEN ${tag("error")} <> '' THEN ${tag("error")} ELSE 'status ' || ${status} END
      END AS error,
      CASE WHEN metric = 'vus' AND reason IS NULL THEN number END AS users,
      CASE WHEN metric = 'dropped_iterations' AND reason IS NULL THEN number END AS dropped${counted ? ", swallowed" : ""}`,
    constants: `${literal(host)} AS host, NULL::DOUBLE AS controller, NULL::DOUBLE AS controller_failures, NULL::DOUBLE AS controller_idle, '' AS thread`,
    where: `reason IS NOT NULL OR metric IN (${metrics.map((metric) => `'${metric}'`).join(", ")})`,
    shown,
  };
}
