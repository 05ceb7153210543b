/** How findings write figures: rounded for a reader, the same on every machine. */
import type { Seconds, Share } from "../units.ts";

/** "45,734"; three significant digits where there are decimals. */
export function inNumber(value: number): string {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(3));
  const [whole = "", decimals] = String(Math.abs(rounded)).split(".");
  const plain = whole.length <= 3 || whole.includes("e");
  const grouped = plain ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (rounded < 0 ? "−" : "") + grouped + (decimals === undefined ? "" : `.${decimals}`);
}

/** "7.04 %", "0.007 %". */
export function inPercent(share: Share): string {
  const percent = share * 100;
  const digits = Math.abs(percent) < 0.1 ? 1 : 3;
  return `${inNumber(Number(percent.toPrecision(digits)))} %`;
}

/** "65 ms", "2.1 s". */
export function inTime(seconds: Seconds): string {
  return Math.abs(seconds) < 1 ? `${inNumber(seconds * 1000)} ms` : `${inNumber(seconds)} s`;
}

/** "300 users", "300 users (run b)". */
export function inLevel(level: { readonly users: number; readonly run: string }): string {
  const users = `${inNumber(level.users)} user${level.users === 1 ? "" : "s"}`;
  return level.run === "" ? users : `${users} (run ${level.run})`;
}

/** "10, 50 and 100". */
export function inList(items: readonly (string | number)[]): string {
  const words = items.map((item) => (typeof item === "number" ? inNumber(item) : item));
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
