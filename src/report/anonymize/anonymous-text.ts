import { anonymousPath, type NameCode, pseudonym } from "./pseudonyms.ts";

/** Puts pseudonyms for names, paths and hosts into one text. */
export type AnonymousText = (text: string) => string;

/** Words of the program itself: data are told apart by them, and as names they tell nothing. */
const ownWords: ReadonlySet<string> = new Set([
  ...["", "database", "api", "pool", "connections", "locks", "event loop", "users", "req/s"],
  ...["green", "yellow", "orange", "red", "throughput", "mean", "p50", "p90", "p95", "p99", "max"],
  ...["measured", "estimated", "interpolated", "extrapolated", "assumed", "at least", "withheld"],
  ...["gains", "loses", "no gain", "no change", "refuses", "cannot tell", "converged"],
  ...["error", "warning", "note", "errorRate", "s", "share"],
  ...["saturation", "ceiling", "breakingPoint", "safeLimit", "rateLimit", "recommended"],
]);

/**
 * @param names what is replaced wherever it stands as a whole word, and by what
 */
export function anonymousText(names: ReadonlyMap<string, string>, code: NameCode): AnonymousText {
  const known = [...names.keys()]
    .filter((name) => !ownWords.has(name))
    .sort((a, b) => b.length - a.length);
  const anyKnown =
    known.length === 0
      ? null
      : new RegExp(
          `(?<![\\p{L}\\p{N}_])(?:${known.map(quoted).join("|")})(?![\\p{L}\\p{N}_])`,
          "gu",
        );
  const unknown = (text: string) =>
    text
      .replace(hosts, (host) => hostName(host, code))
      .replace(paths, (path) => anonymousPath(path, code));
  return (text) => {
    if (ownWords.has(text)) return text;
    const whole = names.get(text);
    if (whole !== undefined) return whole;
    // What stands for a name is not looked at again: it may hold a path itself.
    let from = 0;
    const parts: string[] = [];
    for (const match of anyKnown === null ? [] : text.matchAll(anyKnown)) {
      parts.push(unknown(text.slice(from, match.index)), names.get(match[0]) ?? match[0]);
      from = match.index + match[0].length;
    }
    return [...parts, unknown(text.slice(from))].join("");
  };
}

const quoted = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A path begins after a blank, bracket or quote: "req/s" and "1/√k" hold none. */
const paths = /(?<![\p{L}\p{N}_.\-/*)\]])\/[\p{L}\p{N}_{}*][\p{L}\p{N}_\-.~%{}*:/?&=]*/gu;

/** Addresses with their scheme, IPv4 addresses, names that end as hosts do, and what is called a host. */
const hosts =
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/"'<>)\]]+|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\b(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|app|cloud|internal|local|localdomain|svc|lan|corp|intra|example|test|de|uk|eu|fr|ch|at|nl|us|co|ai|biz|info)\b(?::\d+)?|(?<=\bhost(?:name)?[=:]\s?['"]?)[a-z0-9._-]+/gi;

function hostName(host: string, code: NameCode): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(host)?.[0] ?? "";
  return `${scheme}host ${pseudonym(host.slice(scheme.length), code)}`;
}
