/** `notices.csv`: what the importers noticed of the files, so that a plan can repeat it. */
import type { Finding } from "../measurement/finding.ts";
import type { Parsed } from "./problem.ts";
import { readTable } from "./read-table.ts";

const columns = {
  required: ["users", "severity", "code", "message"],
  optional: ["run", "law", "remedy"],
};

const severities = ["error", "warning", "note"] as const;

/** Reads the notices in the order of the file; one without users concerns the whole campaign. */
export function parseNotices(text: string, file: string): Parsed<readonly Finding[]> {
  return readTable<Finding>(
    text,
    file,
    columns,
    (row) => {
      const users = row.number("users", "users");
      const typed = row.text("severity").toLowerCase();
      const severity = severities.find((one) => one === typed);
      if (severity === undefined) {
        row.fault("severity", `severity: expected ${severities.join(", ")}`, "write one of these");
      }
      for (const name of ["code", "message"]) {
        if (row.text(name) === "") {
          row.fault(name, `${name}: the cell is empty`, "write it, or delete the row");
        }
      }
      if (severity === undefined) return undefined;
      const run = row.text("run");
      return {
        code: row.text("code"),
        severity,
        level: users ?? null,
        ...(run === "" ? {} : { run }),
        message: row.text("message"),
        law: row.text("law"),
        remedy: row.text("remedy"),
      };
    },
    noticeKey,
  );
}

/** Two notices that say the same of the same level are one. */
export function noticeKey({ code, level, run = "", message }: Finding): string {
  return `${level ?? "all"} users, ${run === "" ? "" : `run ${run}, `}${code}: ${message}`;
}
