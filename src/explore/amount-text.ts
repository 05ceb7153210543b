import type { Amount, Operation } from "../platform/levers/change/amount.ts";

const signs: Partial<Readonly<Record<Operation, string>>> = {
  add: "+",
  subtract: "-",
  multiply: "*",
  divide: "/",
};

/** An expression as it may be typed: "(2 * pool.size)"; reads back as the same amount. */
export function amountText(amount: Amount): string {
  if (typeof amount === "number") return String(amount);
  if ("figure" in amount) return amount.figure;
  const values = amount.values.map(amountText);
  if (amount.operation === "negate") return `(-${values[0]})`;
  const sign = signs[amount.operation];
  return sign === undefined
    ? `${amount.operation}(${values.join(", ")})`
    : `(${values.join(` ${sign} `)})`;
}
