/** The section known: of `headroom.yaml`, as init writes it. */
import { parseDocument } from "yaml";
import type { KnownFacts } from "../platform/known-facts.ts";
import { formatShareBound } from "../wording/format-share.ts";
import { type KnownQuantity, knownFields, knownQuantities } from "./known-schema.ts";

/** Fact → what stands in the file: "1.4 s", 50. */
export function knownEntries(
  known: KnownFacts,
): Readonly<Record<string, string | number | object>> {
  const quantities = knownQuantities.flatMap((fact) => {
    const value = known[fact];
    return value === undefined ? [] : [[fact, typed(fact, value)] as const];
  });
  const { poolOf, apiKind, limitedBy, redLine, connections, scaling } = known;
  return {
    ...Object.fromEntries(quantities),
    ...(poolOf === undefined ? {} : { poolOf }),
    ...(apiKind === undefined ? {} : { apiKind }),
    ...(limitedBy === undefined ? {} : { limitedBy }),
    ...(redLine === undefined ? {} : { redLine: redLineEntries(redLine) }),
    ...(connections === undefined ? {} : { connections }),
    ...(scaling === undefined ? {} : { scaling: scalingEntries(scaling) }),
  };
}

function scalingEntries({ startTime, users, within }: NonNullable<KnownFacts["scaling"]>) {
  return {
    ...(startTime === undefined ? {} : { startTime: `${startTime} s` }),
    ...(users === undefined ? {} : { users }),
    ...(within === undefined ? {} : { within: `${within} s` }),
  };
}

/** The lines of a new file; none where nothing is known. */
export function knownLines(known: KnownFacts): readonly string[] {
  const lines = Object.entries(knownEntries(known)).map(([fact, value]) => {
    if (typeof value !== "object") return `  ${fact}: ${value}`;
    const parts = Object.entries(value).map(([key, part]) => `${key}: ${part}`);
    return `  ${fact}: { ${parts.join(", ")} }`;
  });
  if (lines.length === 0) return [];
  return [
    "# What is known of the platform: each stands wherever the models and the policy leave it open.",
    "known:",
    ...lines,
  ];
}

/**
 * A workspace file with further facts, everything else as it is, comments included; a fact that is
 * there gives way.
 */
export function withKnown(text: string, known: KnownFacts): string {
  const document = parseDocument(text);
  for (const [fact, value] of Object.entries(knownEntries(known))) {
    if (typeof value !== "object") {
      document.setIn(["known", fact], value);
      continue;
    }
    for (const [key, part] of Object.entries(value)) document.setIn(["known", fact, key], part);
  }
  return `${document.toString({ lineWidth: 0 }).trimEnd()}\n`;
}

function redLineEntries({ p95, errorRate }: NonNullable<KnownFacts["redLine"]>) {
  return {
    ...(p95 === undefined ? {} : { p95: timeText(p95) }),
    ...(errorRate === undefined ? {} : { errorRate: formatShareBound(errorRate) }),
  };
}

function typed(fact: KnownQuantity, value: number): string | number {
  switch (knownFields[fact].kind) {
    case "time":
      return timeText(value);
    case "share":
      return `${Number((value * 100).toPrecision(12))} %`;
    default:
      return value;
  }
}

/** As a person writes it, to the last digit that was typed: "400 ms", "1.4 s". */
function timeText(seconds: number): string {
  const [amount, unit] = seconds < 1 ? [seconds * 1000, "ms"] : [seconds, "s"];
  return `${Number(amount.toPrecision(12))} ${unit}`;
}
