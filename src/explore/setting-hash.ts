/** A setting as the part of the address behind "#", and back. Nothing that is read from it is trusted. */

import type { Policy } from "../limits/policy.ts";
import { type Amount, type Operation, operations } from "../platform/levers/change/amount.ts";
import { figureNames } from "../platform/levers/lever-base.ts";
import { leverOf, levers } from "../platform/levers/levers.ts";
import type { Lever } from "../platform/scenario.ts";
import { keysOf } from "../record.ts";
import { leverAt, leverOfAmount } from "./lever-control.ts";
import { policyFields, policyProblem } from "./policy-fields.ts";
import type { Setting } from "./setting.ts";

/** A setting under a name, kept for comparison. */
export interface KeptSetting {
  readonly title: string;
  readonly setting: Setting;
}

/** All that an address holds. */
export interface Shared {
  readonly setting: Setting;
  readonly kept: readonly KeptSetting[];
}

/** Settings that stand beside one another. */
export const MOST_KEPT = 4;

/** Longer addresses are cut by mail programs; longer texts in them were not written here. */
const LONGEST = 20_000;

export function hashOf({ setting, kept }: Shared, usual: Policy): string {
  const written = {
    ...packed(setting, usual),
    ...(kept.length === 0
      ? {}
      : { k: kept.map(({ title, setting: one }) => ({ t: title, ...packed(one, usual) })) }),
  };
  return Object.keys(written).length === 0 ? "" : `#${encodeURIComponent(JSON.stringify(written))}`;
}

function packed({ levers: moved, policy, users, explanation }: Setting, usual: Policy) {
  const changed = policyFields.flatMap(({ key, of }) => {
    const value = of(policy);
    return value === null || value === of(usual) ? [] : [[key, value] as const];
  });
  return {
    ...(moved.length === 0
      ? {}
      : { s: moved.map(({ name, value, endpoints }) => [name, value, endpoints ?? null]) }),
    ...(changed.length === 0 ? {} : { p: Object.fromEntries(changed) }),
    ...(users === null ? {} : { u: users }),
    ...(explanation === null ? {} : { e: explanation }),
  };
}

/** What an address says; null where it says nothing that can be read. */
export function sharedOf(
  hash: string,
  usual: Policy,
  explanations: readonly string[],
): Shared | null {
  const read = parsed(hash);
  if (read === null) return null;
  const list = Array.isArray(read["k"]) ? read["k"].filter(isRecord) : [];
  return {
    setting: unpacked(read, usual, explanations),
    kept: list.slice(0, MOST_KEPT).map((one) => ({
      title: typeof one["t"] === "string" ? one["t"].slice(0, 200) : "setting",
      setting: unpacked(one, usual, explanations),
    })),
  };
}

function parsed(hash: string): Readonly<Record<string, unknown>> | null {
  if (hash.length < 2 || hash.length > LONGEST) return null;
  try {
    const value: unknown = JSON.parse(decodeURIComponent(hash.slice(1)));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function unpacked(
  read: Readonly<Record<string, unknown>>,
  usual: Policy,
  explanations: readonly string[],
): Setting {
  const { s, p, u, e } = read;
  return {
    levers: Array.isArray(s) ? onceEach(s.flatMap(leverOfParts)) : [],
    policy: isRecord(p) ? policyOf(p, usual) : usual,
    users: typeof u === "number" && Number.isSafeInteger(u) && u >= 1 && u <= 1e6 ? u : null,
    explanation: typeof e === "string" && explanations.includes(e) ? e : null,
  };
}

function policyOf(values: Readonly<Record<string, unknown>>, usual: Policy): Policy {
  const policy = policyFields.reduce((made, { key, min, max, of, set }) => {
    const value = values[key];
    const fits = typeof value === "number" && value >= min && value <= max;
    return fits && of(usual) !== null ? set(made, value) : made;
  }, usual);
  return policyProblem(policy) === null ? policy : usual;
}

function leverOfParts(parts: unknown): readonly Lever[] {
  if (!Array.isArray(parts)) return [];
  const [name, value, endpoints] = parts;
  const definition = levers.find((lever) => lever.name === name);
  if (definition === undefined || !isAmount(value) || !definition.solved) return [];
  const where = typeof endpoints === "string" && endpoints.length <= 500 ? endpoints : undefined;
  if (where === undefined ? definition.endpoints === "needed" : definition.endpoints === "none") {
    return [];
  }
  return leverOf(definition.name).kind === "switch"
    ? [leverAt(definition.name, 1, where)]
    : [leverOfAmount(definition.name, value, where)];
}

/** The first of those that act on the same. */
function onceEach(all: readonly Lever[]): readonly Lever[] {
  return all.filter(
    (lever, i) =>
      all.findIndex((one) => one.name === lever.name && one.endpoints === lever.endpoints) === i,
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Nested no deeper than anybody types. */
const DEEPEST = 12;

function isAmount(value: unknown, depth = 0): value is Amount {
  if (typeof value === "number") return Number.isFinite(value);
  if (!isRecord(value) || depth > DEEPEST) return false;
  if ("figure" in value) return figureNames.some((name) => name === value["figure"]);
  const { operation, values } = value;
  return (
    keysOf(operations).some((name: Operation) => name === operation) &&
    Array.isArray(values) &&
    values.length > 0 &&
    values.every((one) => isAmount(one, depth + 1))
  );
}
