/** The plan's rate limit for proxies that stand before the platform. */
import { formatShareBound } from "../../wording/format-share.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { commented, type RateSettings, rounded } from "./export-target.ts";

function reasonsOf({ limits, rate }: RateSettings): readonly string[] {
  const { rateLimit, recommended } = limits;
  const from = rateLimit.refusesFrom.value;
  return [
    `${rounded(rate)} req/s: ${rateLimit.rule}${from === null ? "" : `; refuses from ${formatUsers(from)} on`}.`,
    `At most ${recommended.value} users are recommended behind it: beyond, requests are turned away, which protects and gains nothing.`,
    "A second's worth may come at once, as in headroom simulate.",
  ];
}

/** For the http block of nginx: one bucket for all clients, refusals as 429. */
export function nginxRateLimit(settings: RateSettings): string {
  const { rate } = settings;
  const whole = Number.isInteger(rate);
  // nginx reads whole numbers only: fractions of a request per second are told per minute.
  const words = whole ? `${rate}r/s` : `${Math.max(1, Math.floor(60 * rate))}r/m`;
  return [
    ...commented("#", settings, [
      ...reasonsOf(settings),
      "Include it in the http block; with several nginx, give each its part of the rate.",
    ]),
    `limit_req_zone all zone=headroom:1m rate=${words};`,
    `limit_req zone=headroom burst=${burstOf(rate)} nodelay;`,
    "limit_req_status 429;",
    ...perUserLines(settings),
    "",
  ].join("\n");
}

/** Switched off: who a user is, only the platform knows, and an address may stand for a whole office. */
function perUserLines({ perUser, policy }: RateSettings): readonly string[] {
  if (perUser === null) return [];
  const { sends, rate, burst } = perUser;
  return [
    `# A user of the test sends ${rounded(sends)} req/s where nobody waits; twice that, and ${burst} at once, turns away at most`,
    `# ${formatShareBound(policy.refused)} of one who comes by chance, and keeps a single client from taking the room of many.`,
    "# Put in the place of $http_authorization what tells your users apart, and take the signs off:",
    `#limit_req_zone $http_authorization zone=per_user:10m rate=${Math.max(1, Math.ceil(60 * rate))}r/m;`,
    `#limit_req zone=per_user burst=${burst} nodelay;`,
  ];
}

/** The local rate limit filter of Envoy, an entry of http_filters. */
export function envoyRateLimit(settings: RateSettings): string {
  const { rate } = settings;
  const tokens = Math.max(1, Math.floor(rate));
  // Rounded up to whole milliseconds: never faster than the plan.
  const interval = Math.ceil((1000 * tokens) / rate - 1e-9) / 1000;
  const always = (key: string) => [
    `    ${key}:`,
    "      runtime_key: headroom",
    "      default_value: { numerator: 100, denominator: HUNDRED }",
  ];
  return [
    ...commented("#", settings, [
      ...reasonsOf(settings),
      "An entry of http_filters, before the router; each Envoy counts for itself: give each its part.",
    ]),
    "- name: envoy.filters.http.local_ratelimit",
    "  typed_config:",
    '    "@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
    "    stat_prefix: headroom",
    "    status: { code: TooManyRequests }",
    "    token_bucket:",
    `      max_tokens: ${tokens}`,
    `      tokens_per_fill: ${tokens}`,
    `      fill_interval: ${interval}s`,
    ...always("filter_enabled"),
    ...always("filter_enforced"),
    "",
  ].join("\n");
}

const burstOf = (rate: number) => Math.max(1, Math.floor(rate));
