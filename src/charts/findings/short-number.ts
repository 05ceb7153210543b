import { formatNumber } from "../../wording/format-number.ts";

/** Below this a number is written with a power of ten. */
const SMALL = 0.001;

const raised: Readonly<Record<string, string>> = {
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

/** "0.138", "1.8×10⁻⁷": a plain number in little room. */
export function shortNumber(value: number): string {
  if (value === 0 || Math.abs(value) >= SMALL) return formatNumber(value);
  const power = Math.floor(Math.log10(Math.abs(value)));
  const digits = [...String(-power)].map((digit) => raised[digit] ?? digit).join("");
  return `${formatNumber(value / 10 ** power, 2)}×10⁻${digits}`;
}
