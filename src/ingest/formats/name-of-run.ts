/** What a run is called: its file's name without folder, extension and the tool's own suffixes. */
export function nameOfRun(file: string): string {
  const base = file.replaceAll("\\", "/").split("/").at(-1) ?? file;
  const stem = base
    .replace(/\.gz$/i, "")
    .replace(/\.(?:parquet|csv|tsv|json|ndjson|ldjson|jtl|xml|log|txt|html?|md|out|wrk)$/i, "");
  const name = stem
    .replace(/_(?:stats_history|stats|failures|exceptions|requests|distribution)$/i, "")
    .replace(/\.csv$/i, "");
  return name === "" ? base : name;
}
