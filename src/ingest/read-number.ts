/** One typed number out of a cell, or what is wrong with it and how to mend it. */
import type { Separator } from "./parse-delimited.ts";
import { shorten } from "./shorten.ts";

/** What a column holds; decides the bounds and the hints. */
export type NumberKind =
  | "milliseconds"
  | "seconds"
  | "per second"
  | "count"
  | "users"
  /** A mean count or a percentage: 0 or more, decimals allowed. */
  | "amount";

export type ReadNumber =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly message: string; readonly hint: string };

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const DECIMAL_COMMA = /^[+-]?(?:\d+,\d*|,\d+)$/;
const GROUPED = /^\d{1,3}(?:[ ,.'_\u00A0\u202F]\d{3})+$/;
const WITH_UNIT = /^([+-]?[\d.]+)\s*(µs|us|ms|s|sec|min|req\/s|rps|\/s|users?)$/i;

const SECONDS_OF: Readonly<Record<string, number>> = {
  µs: 1e-6,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  sec: 1,
  min: 60,
};

/** Cells longer than this are no number; they are not shown to a regular expression. */
const LONGEST_NUMBER = 40;

/** A femtosecond in milliseconds, a request in thousands of years: only damage writes less. */
const LEAST_NUMBER = 1e-12;

/**
 * Reads `text` as a number of the kind. A decimal comma is read where the separator is
 * not itself a comma. Milliseconds stay milliseconds here.
 *
 * Times, rates and users must be above 0, counts and amounts 0 or more; users and counts are whole.
 */
export function readNumber(
  name: string,
  text: string,
  kind: NumberKind,
  separator: Separator,
): ReadNumber {
  const wrong = (message: string, hint: string): ReadNumber => ({ ok: false, message, hint });
  const found = shorten(text);
  if (text.length > LONGEST_NUMBER) {
    return wrong(`${name}: expected a number, found ${found}`, "write one number per cell");
  }
  const commaIsDecimal = separator !== "," && DECIMAL_COMMA.test(text);
  const plain = commaIsDecimal ? text.replace(",", ".") : text;
  if (!PLAIN.test(plain)) return wrong(...explain(name, text, kind, separator));

  const value = Number(plain);
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return wrong(`${name}: ${found} is too large`, "check the number");
  }
  if (value > 0 && value < LEAST_NUMBER) {
    return wrong(`${name}: ${found} is too small to have been measured`, "check the number");
  }
  if (value < 0) {
    return wrong(
      `${name}: ${found} is negative`,
      "write what was measured, or leave the cell empty if it was not",
    );
  }
  if (kind === "count" || kind === "users") {
    if (!Number.isInteger(value)) {
      return wrong(
        `${name}: expected a whole number, found ${found}`,
        kind === "count" && value < 1
          ? `${name} is a count, not a share: write how many there were`
          : "write it without decimals and without thousands separators",
      );
    }
    if (kind === "users" && value === 0) {
      return wrong(`${name}: expected 1 or more, found ${found}`, "a level needs users; delete it");
    }
  } else if (value === 0 && kind !== "amount") {
    return wrong(
      `${name}: expected a number above 0, found ${found}`,
      "leave the cell empty: it means not measured, or too short to be measured",
    );
  }
  return { ok: true, value };
}

/** Why a text is not a number, and what to write instead. */
function explain(
  name: string,
  text: string,
  kind: NumberKind,
  separator: Separator,
): [message: string, hint: string] {
  const found = shorten(text);
  if (text.endsWith("%")) {
    return [
      `${name}: ${found} is a percentage`,
      kind === "count"
        ? `${name} is a count: write how many requests there were`
        : "write the figure itself, without %",
    ];
  }
  const withUnit = WITH_UNIT.exec(text);
  if (withUnit !== null && PLAIN.test(withUnit[1] ?? "")) {
    const amount = Number(withUnit[1]);
    const inSeconds = SECONDS_OF[(withUnit[2] ?? "").toLowerCase()];
    const isTime = kind === "milliseconds" || kind === "seconds";
    const scale = isTime && inSeconds !== undefined ? inSeconds : 1;
    const value =
      kind === "milliseconds" && scale === inSeconds ? amount * scale * 1e3 : amount * scale;
    return [
      `${name}: ${found} carries a unit`,
      isTime !== (inSeconds !== undefined)
        ? `the column is in ${UNIT_WORDS[kind]}: check that the figure belongs here`
        : `write ${Number(value.toPrecision(12))}: the column is in ${UNIT_WORDS[kind]} already`,
    ];
  }
  if (GROUPED.test(text)) {
    return [
      `${name}: expected a number, found ${found}`,
      `write ${text.replace(/\D/g, "")}, without thousands separators`,
    ];
  }
  if (separator === "," && DECIMAL_COMMA.test(text)) {
    return [
      `${name}: expected a number, found ${found}`,
      `write ${text.replace(",", ".")}: a decimal comma is read only between semicolons or tabs`,
    ];
  }
  return [
    `${name}: expected a number, found ${found}`,
    "write a number, or leave the cell empty if it was not measured",
  ];
}

const UNIT_WORDS: Readonly<Record<NumberKind, string>> = {
  milliseconds: "milliseconds",
  seconds: "seconds",
  "per second": "events per second",
  count: "whole events",
  users: "users",
  amount: "plain numbers",
};
