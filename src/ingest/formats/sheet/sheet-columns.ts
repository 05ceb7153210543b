/**
 * What a column of somebody's own table is, by the words in its title: "p95 (ms)", "RPS", "Ø Antwortzeit",
 * "Taux d'erreur". English, German and French; a title that says something else is no column of these.
 */

export type SheetQuantity =
  | "users"
  | "throughput"
  | "mean"
  | "p50"
  | "p90"
  | "p95"
  | "p99"
  | "max"
  | "requests"
  | "failures"
  | "failure share"
  | "success share"
  | "duration"
  | "endpoint"
  | "method";

export interface SheetColumn {
  /** Index of the cell. */
  readonly at: number;
  /** As it stands in the table. */
  readonly title: string;
  readonly what: SheetQuantity;
  /** Seconds or events a second in one of its unit, 0.01 for per cent; undefined where no unit is told. */
  readonly scale: number | undefined;
}

interface Unit {
  readonly kind: "time" | "rate" | "share" | "other";
  readonly scale: number;
}

const units: readonly (readonly [words: string, unit: Unit])[] = [
  ["ms|msec|msecs|millis|milliseconds?|millisekunden?", { kind: "time", scale: 1e-3 }],
  ["[µμ]s|us|usec|microseconds?|mikrosekunden?", { kind: "time", scale: 1e-6 }],
  ["s|sec|secs|seconds?|sek|sekunden?", { kind: "time", scale: 1 }],
  ["min|mins|minutes?|minuten?", { kind: "time", scale: 60 }],
  ["h|hours?|stunden?", { kind: "time", scale: 3600 }],
  [
    "rps|tps|qps|1/s|/s|/sec|(?:reqs?|requests?|requêtes?|requetes?|ops|tx|hits|anfragen|transactions)/s(?:ec(?:ond)?)?",
    { kind: "rate", scale: 1 },
  ],
  ["rpm|1/min|/min|(?:reqs?|requests?|anfragen)/min(?:ute)?", { kind: "rate", scale: 1 / 60 }],
  ["rph|/h|(?:reqs?|requests?|anfragen)/(?:h|hour|stunde)", { kind: "rate", scale: 1 / 3600 }],
  ["%|percent|per cent|pct|prozent", { kind: "share", scale: 0.01 }],
  ["[kmg]?i?b(?:ytes?|it|its)?(?:/s(?:ec)?)?|[kmg]bps", { kind: "other", scale: 1 }],
];

/** A unit by its words; undefined for any other text. */
export function unitOf(text: string): Unit | undefined {
  const words = text.trim().toLowerCase();
  return units.find(([pattern]) => new RegExp(`^(?:${pattern})$`).test(words))?.[1];
}

/** In brackets at the end, or as the last word: "p95 (ms)", "avg [s]", "Dauer in s", "mean_ms", "Errors %". */
function splitUnit(title: string): { readonly words: string; readonly unit: Unit | undefined } {
  const inBrackets = /^(.*?)\s*[([]\s*([^()[\]]+?)\s*[)\]]\s*$/.exec(title);
  const bracket = unitOf((inBrackets?.[2] ?? "").replace(/^in /, ""));
  if (inBrackets && bracket) return { words: inBrackets[1] ?? "", unit: bracket };
  const last = /^(.*\S)(?:,?\s+(?:in\s+)?|\s*(?=%$))([^\s]+)$/.exec(title);
  const word = last && !/\d\s*$/.test(last[1] ?? "") ? unitOf(last[2] ?? "") : undefined;
  const before = (last?.[1] ?? "").replace(/ in$/, "");
  if (word) return { words: before, unit: word };
  // "p95 ms" ends in a digit before its unit, where "95 %" is a percentile and no share.
  const time = last ? unitOf(last[2] ?? "") : undefined;
  if (time?.kind === "time") return { words: before, unit: time };
  return { words: title, unit: undefined };
}

const count =
  "(?:total |number of |no\\.? of |anzahl(?: der)? |sum of |nombre (?:de |d'|d’)|total des )?";
const kindOfUsers =
  "(?:concurrent |virtual |active |parallel |simultaneous |gleichzeitige |parallele |aktive |virtuelle )?";

const whole: readonly (readonly [pattern: RegExp, what: SheetQuantity])[] = [
  [
    new RegExp(
      `^${count}${kindOfUsers}(?:users?|vus?|clients?|nutzer|benutzer|anwender|utilisateurs?|threads?|connections?|verbindungen)(?: count| simultanés| concurrents| virtuels| actifs)?$|^concurrency$`,
    ),
    "users",
  ],
  [
    /^(?:(?:avg|average|mean|mittlerer) )?(?:throughput|durchsatz|débit|request rate|anfragerate|(?:requests?|reqs?|anfragen|requêtes?) (?:per|pro|par) (?:s|sec|second|sekunde|seconde))$/,
    "throughput",
  ],
  [
    new RegExp(
      `^${count}(?:requests?|reqs|samples|anfragen|aufrufe|requêtes|calls)(?: count| total)?$|^request count$`,
    ),
    "requests",
  ],
  [
    /^(?:error|failure|fail)s? ?(?:rate|ratio|share|percentage)$|^(?:fehler|ausfall)(?:rate|quote|anteil)$|^% ?(?:errors?|failed|failures?|fehler|erreurs?|d['’]erreurs?)$|^taux (?:d['’](?:erreurs?|échecs?))$/,
    "failure share",
  ],
  [
    /^(?:success|successful|ok) ?(?:rate|ratio|share|percentage)?$|^% ?(?:success|successful|ok)$|^availability$|^(?:erfolgs(?:rate|quote|anteil)|verfügbarkeit|taux de succès|disponibilité)$/,
    "success share",
  ],
  [
    new RegExp(
      `^${count}(?:errors?|failures?|failed|fails|fehler|erreurs|échecs|failed requests|fehlgeschlagen)(?: count)?$`,
    ),
    "failures",
  ],
  [/^(?:test ?)?(?:duration|dauer|laufzeit|durée|run ?time|elapsed(?: time)?)$/, "duration"],
  [/^(?:endpoint|path|url|uri|route|transaction|request name|label)$/, "endpoint"],
  [/^(?:http )?method$/, "method"],
];

/** A rate that says so in words. */
const perSecond = /(?:per|pro|par) (?:s|sec|second|sekunde|seconde)$/;

const timed =
  /\b(?:response times?|resp\.? times?|latenc(?:y|ies)|antwortzeit(?:en)?|latenz(?:en)?|temps(?: de réponse)?|latence|rt)(?![a-zà-ÿ])/;
const statistics: readonly (readonly [pattern: RegExp, what: SheetQuantity])[] = [
  [
    /^(?:avg|average|mean|ø|mittelwert|mittel|mittlere|durchschnitt|durchschnittliche|moyenne?|moyen)\.?$/,
    "mean",
  ],
  [/^(?:median|med|médiane?)$/, "p50"],
  [/^(?:max|maximum|maximale|slowest)\.?$/, "max"],
];
const ranks = ["p50", "p90", "p95", "p99"] as const;
const rank =
  /^(?:p|pct|perc|percentile|perzentil|q)[ (]*(50|90|95|99)\)?$|^(50|90|95|99)(?:\.0+)? ?(?:%|th|st|nd|rd|\.)?[ -]?(?:%|pct|pctl|perc|percentile|perzentil|quantil|ile|line)?$/;

function statisticOf(words: string): SheetQuantity | undefined {
  const rest = words.replace(timed, " ").replace(/\s+/g, " ").trim();
  if (rest === "") return timed.test(words) ? "mean" : undefined;
  const known = statistics.find(([pattern]) => pattern.test(rest))?.[1];
  if (known !== undefined) return known;
  // "Avg response", "P95 time": half of what is called a response time.
  const half = rest.replace(/ ?\b(?:responses?|resp\.?|times?|antwort|zeit)\b ?/g, " ").trim();
  if (half !== rest && half !== "") return statisticOf(half);
  const found = rank.exec(rest);
  const ranked = found?.[1] ?? found?.[2];
  // A bare number is no title of a percentile.
  if (ranked === undefined || /^\d+$/.test(rest)) return undefined;
  return ranks.find((one) => one === `p${ranked}`);
}

/** @returns undefined for a title of anything else, a volume of bytes among them */
export function sheetColumn(given: string, at: number): SheetColumn | undefined {
  const title = given.replace(/[*`"]/g, "").trim();
  const plain = title
    .toLowerCase()
    .replace(/[_\s\u00a0]+/g, " ")
    .replace(/^# ?/, "")
    .trim();
  if (plain === "" || plain.length > 60) return undefined;
  const known = (what: SheetQuantity, scale?: number): SheetColumn => ({ at, title, what, scale });
  const alone = unitOf(plain);
  if (alone?.kind === "rate") return known("throughput", alone.scale);
  const asItIs = whole.find(([pattern]) => pattern.test(plain))?.[1];
  const { words, unit } =
    asItIs === undefined ? splitUnit(plain) : { words: plain, unit: undefined };
  if (unit?.kind === "other") return undefined;
  const statistic = statisticOf(words);
  if (statistic !== undefined) {
    return unit === undefined || unit.kind === "time" ? known(statistic, unit?.scale) : undefined;
  }
  const what = whole.find(([pattern]) => pattern.test(words))?.[1];
  if (what === undefined) return undefined;
  // "OK" alone is a count, which is no share and tells nothing that the others do not.
  const isRatio = /rate|ratio|share|taux|quote|anteil|percentage|%|availability|verfügbarkeit/.test(
    plain,
  );
  if (what === "success share" && !isRatio && unit?.kind !== "share") return undefined;
  if (unit === undefined) return known(what, perSecond.test(words) ? 1 : undefined);
  if (what === "failures" && unit.kind === "share") return known("failure share", unit.scale);
  const fits: Readonly<Partial<Record<SheetQuantity, Unit["kind"]>>> = {
    throughput: "rate",
    requests: "rate",
    "failure share": "share",
    "success share": "share",
    duration: "time",
  };
  if (fits[what] !== unit.kind) return undefined;
  // "Requests (1/s)" are a rate.
  return known(what === "requests" ? "throughput" : what, unit.scale);
}

/** The column of our own levels.csv that a title of somebody's table means. */
export function ownColumn(title: string): string | undefined {
  const what = sheetColumn(title, 0)?.what;
  if (what === undefined || what.endsWith(" share")) return undefined;
  if (what === "endpoint") return "path";
  if (what === "method") return what;
  if (what === "throughput") return "throughput_rps";
  if (what === "duration") return "duration_s";
  return what === "users" || what === "requests" || what === "failures" ? what : `${what}_ms`;
}
