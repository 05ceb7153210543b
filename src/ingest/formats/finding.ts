import type { Finding } from "../../measurement/finding.ts";

/** Names that keep their small letter. */
const tool = /^(?:ab|wrk|hey|oha|siege|vegeta|autocannon|sysbench|pgbench|fortio)\b/;

/** With a capital and a full stop, as the audit's own findings are written. */
function sentence(text: string): string {
  const whole = /[.!?]$/.test(text) ? text : `${text}.`;
  const words = /^[a-z]+[\s,:;]/.test(whole) && !tool.test(whole);
  return words ? whole.charAt(0).toUpperCase() + whole.slice(1) : whole;
}

/** A finding in the order in which one speaks it: what, how bad, where, figures, why, remedy. */
export function finding(
  code: string,
  severity: Finding["severity"],
  level: number | null,
  message: string,
  law: string,
  remedy: string,
): Finding {
  return { code, severity, level, message, law: sentence(law), remedy: sentence(remedy) };
}
