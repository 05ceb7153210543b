import type { Finding } from "../../measurement/finding.ts";

/** A finding in the order in which one speaks it: what, how bad, where, figures, why, remedy. */
export function finding(
  code: string,
  severity: Finding["severity"],
  level: number | null,
  message: string,
  law: string,
  remedy: string,
): Finding {
  return { code, severity, level, message, law, remedy };
}
