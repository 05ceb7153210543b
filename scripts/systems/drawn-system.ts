/** A system drawn at random: its true platform, and the platform file of a careful planner. */

import { fillPlatform } from "../../src/platform/fill-platform.ts";
import type { Platform } from "../../src/platform/platform.ts";
import { normal } from "../../src/random/normal.ts";
import type { RandomStream } from "../../src/random/random-stream.ts";
import { parsePlatform } from "../../src/workspace/platform/parse-platform.ts";

/**
 * Kinds of systems: what runs out, or what a plain queue lacks. Drawn and listed before anything was
 * judged with them.
 */
export const systemKinds = [
  "pool",
  "dbcpu",
  "loop",
  "slots",
  "twoservices",
  "lock",
  "retrograde",
  "replicated",
  "timeouts",
  "external",
] as const;

export type SystemKind = (typeof systemKinds)[number];

export interface DrawnSystem {
  readonly kind: SystemKind;
  readonly truth: Platform;
  readonly names: readonly { readonly name: string; readonly kind: "read" | "write" }[];
  /** Requests that fit on what is meant to run out, over the time they hold it: about the ceiling. */
  readonly ceiling: number;
  /** The careful planner's file, once the light-load response time is measured. */
  readonly careful: (lightTime: number, thinkGuess: number) => string;
}

const words = ["orders", "items", "cart", "profile", "feed", "search", "reports"];

/** What a number is: what is true, and what a planner writes who does not know it. */
type Write = (is: number, unknown: string) => string;

export function drawnSystem(kind: SystemKind, random: RandomStream): DrawnSystem {
  const between = (low: number, high: number) => low * (high / low) ** random.uniform();
  const chance = (share: number) => random.uniform() < share;
  const count = 2 + Math.floor(3 * random.uniform());
  const shift = Math.floor(words.length * random.uniform());
  const total = between(0.02, 0.8);
  const apiBound = kind === "loop" || kind === "slots";
  const apiShare = apiBound ? between(0.3, 0.8) : between(0.02, 0.25);
  const endpoints = Array.from({ length: count }, (_, i) => {
    const write = i === 0 ? kind === "lock" || chance(0.5) : chance(0.35);
    return {
      name: `${write ? "POST" : "GET"} /${words[(shift + i) % words.length]}`,
      kind: write ? ("write" as const) : ("read" as const),
      weight: between(0.1, 1),
      api: total * apiShare * between(0.6, 1.6),
      query: total * (1 - apiShare) * between(0.3, 3),
      visits: kind === "replicated" || chance(0.3) ? 1 + Math.floor(5 * random.uniform()) : 1,
      variation: between(0.4, 1.8),
      agent: kind === "twoservices" && i === 1,
      external: kind === "external" && i <= 1 ? total * between(0.5, 4) : 0,
    };
  });
  const weights = endpoints.reduce((sum, { weight }) => sum + weight, 0);
  const meanOf = (read: (one: (typeof endpoints)[number]) => number) =>
    endpoints.reduce((sum, one) => sum + one.weight * read(one), 0) / weights;
  const apiTime = meanOf(({ api }) => api);
  const queryTime = meanOf(({ query }) => query);
  const outside = meanOf(({ external }) => external);
  const apiReplicas = apiBound || chance(0.3) ? 1 + Math.floor(4 * random.uniform()) : 1;
  // Room of what does not run out.
  const room = () => between(1.4, 5);
  const readReplicas = kind === "replicated" ? 1 + Math.floor(2 * random.uniform()) : 0;
  const narrow = Math.round(between(3, 60));
  const places = narrow / apiReplicas;
  const poolIsNarrow = kind === "pool" || kind === "timeouts" || kind === "external";
  const cores = poolIsNarrow
    ? Math.ceil(narrow * room())
    : apiBound
      ? Math.ceil(narrow * room())
      : narrow;
  const pool = poolIsNarrow
    ? Math.max(1, Math.round(places))
    : Math.ceil((apiBound ? narrow * room() : cores * between(1.2, 6)) / apiReplicas);
  const slots = kind === "slots" ? Math.max(1, Math.round(places)) : 0;
  const holds = chance(0.5) ? "request" : "visit";
  const insidePool = kind === "external" && chance(0.5);
  const api = kind === "loop" ? 1 : 0;
  const lockTime = kind === "lock" ? queryTime * between(0.1, 0.4) : 0;
  const ceiling = Math.min(
    kind === "loop" ? apiReplicas / apiTime : Number.POSITIVE_INFINITY,
    kind === "slots" ? (slots * apiReplicas) / (apiTime + queryTime) : Number.POSITIVE_INFINITY,
    (pool * apiReplicas * (1 + readReplicas)) / (queryTime + (insidePool ? outside : 0)),
    cores / queryTime,
    lockTime > 0
      ? 1 / (lockTime * meanOf((one) => Number(one.kind === "write")))
      : Number.POSITIVE_INFINITY,
  );
  const think = between(2, 20) * (apiTime + queryTime + outside);
  const contention = chance(0.4) ? between(0.0003, 0.006) / Math.max(1, narrow / 10) : 0;
  const overload = kind === "retrograde" ? between(0.05, 0.6) / (ceiling * think) : 0;
  const square = overload > 0 && chance(0.5);
  const timeOut = kind === "timeouts" ? (queryTime + outside) * between(1.5, 6) : 0;
  const knows = {
    think: chance(0.5),
    pool: chance(0.7),
    cores: chance(0.6),
    lock: chance(0.6),
  };

  const file = (told: boolean, lightTime: number, thinkGuess: number): string => {
    const number: Write = (is, unknown) => (told ? unknown : String(is));
    const time: Write = (is, unknown) => (told ? unknown : `${is} s`);
    const timeGuess = (median: number, spread: number) =>
      `{ prior: logNormal, median: ${median.toPrecision(3)} s, spread: ${spread} }`;
    const known = (is: boolean, value: number, unknown: string) =>
      told && !is ? unknown : String(value);
    const wide = (value: number) =>
      `{ prior: logUniform, range: [${Math.max(1, Math.round(value / 8))}, ${Math.round(value * 6)}] }`;
    const query = (of: (typeof endpoints)[number]) =>
      time(of.query / of.visits, timeGuess(lightTime / (1.5 * of.visits), 0.8));
    const variation = (of: { readonly variation: number }) => number(of.variation, "variation");
    const agents = endpoints.filter(({ agent }) => agent);
    const others = endpoints.filter(({ agent }) => !agent);
    const visitOf = (of: (typeof endpoints)[number]) =>
      `{ demand: ${query(of)}, variation: ${variation(of)}, visits: ${of.visits} }`;
    const station = (name: string, own: readonly (typeof endpoints)[number][], servers: string) => `
  - name: ${name}
    kind: queue
    role: database
    discipline: ps
    servers: ${servers}
    contention: ${number(contention, "{ prior: logUniform, range: [0.0001, 0.03] }")}
    ${
      kind === "retrograde"
        ? told
          ? "overload: { coherency: { prior: logUniform, range: [0.00000001, 0.001] } }"
          : `overload: { ${square ? "coherency" : "contention"}: ${square ? overload ** 2 : overload} }`
        : ""
    }
    readReplicas: ${name === "database" ? readReplicas : 0}
    ${readReplicas > 0 && name === "database" ? "primaryReads: true" : ""}
    work:
${own.map((of) => `      "${of.name}": ${visitOf(of)}`).join("\n")}`;
    const coresUnknown = told && !knows.cores;
    const coresOf = coresUnknown ? "cores" : String(cores);
    const locked = lockTime > 0 && (!told || knows.lock);
    const writes = endpoints.filter((one) => one.kind === "write");
    const inside = ["database", ...(insidePool ? ["external"] : [])];
    return `title: drawn
${told ? `numbers:\n  variation: { prior: logNormal, median: 1, spread: 0.5 }${coresUnknown ? `\n  cores: ${wide(cores)}` : ""}` : ""}
thinkTime: ${told && !knows.think ? timeGuess(thinkGuess, 0.15) : `${think} s`}
apiReplicas: ${apiReplicas}
endpoints:
${endpoints.map((of) => `  - { name: "${of.name}", weight: ${of.weight.toPrecision(4)}, kind: ${of.kind} }`).join("\n")}
stations:
  - name: api
    kind: ${api > 0 ? "queue" : "delay"}
    role: api
${api > 0 ? `    discipline: fifo\n    servers: ${api}\n    perReplica: true\n` : ""}    work:
${endpoints.map((of) => `      "${of.name}": { demand: ${time(of.api, timeGuess(lightTime / (apiBound ? 3 : 20), 1))}, variation: 1 }`).join("\n")}
${
  outside > 0
    ? `  - name: external
    kind: delay
    role: other
    work:
${endpoints
  .filter(({ external }) => external > 0)
  .map(
    (of) =>
      `      "${of.name}": { demand: ${time(of.external, timeGuess(lightTime / 2, 1))}, variation: 1 }`,
  )
  .join("\n")}`
    : ""
}
${
  locked
    ? `  - name: lock
    kind: queue
    role: other
    discipline: fifo
    servers: 1
    work:
${writes.map((of) => `      "${of.name}": { demand: ${time(lockTime, timeGuess(lightTime / 6, 1))}, variation: 1 }`).join("\n")}`
    : ""
}${station("database", others, coresOf)}${
  agents.length > 0 ? station("agents", agents, coresOf) : ""
}
pools:
  - name: connections
    role: connections
    size: ${known(knows.pool, pool, wide(pool))}
    perReplica: true
    perNode: true
    around: [${inside.join(", ")}]
    held: ${insidePool ? "request" : holds}
    ${timeOut > 0 ? `acquireTimeOut: ${timeOut} s` : ""}
${
  slots > 0
    ? `  - name: workers
    role: workers
    size: ${slots}
    perReplica: true
    around: [api, connections]
    held: request`
    : ""
}
`.replaceAll(/^\s*\n/gm, "");
  };
  const parsed = parsePlatform(file(false, 1, 1), "truth.yaml", "truth");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems) + file(false, 1, 1));
  const { numbers } = parsed.value;
  const truth = fillPlatform(parsed.value, numbers as Readonly<Record<string, number>>);
  return {
    kind,
    truth,
    names: endpoints.map((of) => ({ name: of.name, kind: of.kind })),
    ceiling,
    careful: (lightTime, thinkGuess) =>
      file(true, lightTime * Math.exp(0.1 * normal(random)), thinkGuess),
  };
}
