/** `--rate`: one rate of requests, several, or a range of rates. */
import { UsageError } from "../usage-error.ts";

const examples = 'e.g. --rate "120 req/s" or --rate "50..150:25 req/s"';
const MOST_POINTS = 200;

/** "120 req/s" → [120]; "80, 60 req/s" → [60, 80]; "50..150:25 req/s" → [50, 75, … 150]. */
export async function parseRates(typed: string): Promise<readonly number[]> {
  const range = /^\s*([\d.]+)\s*\.\.\s*([\d.]+)\s*:\s*([\d.]+)\s*(?:req\/s)?\s*$/.exec(typed);
  if (range === null) {
    const listed = await Promise.all(typed.split(",").map((one) => parseRate(one.trim())));
    return [...new Set(listed)].sort((a, b) => a - b);
  }
  const [from = 0, to = 0, step = 0] = range.slice(1).map(Number);
  if (!(from > 0) || !(step > 0) || !(to >= from)) {
    throw new UsageError(
      `--rate: expected a range from..to:step that rises, got "${typed}"`,
      examples,
    );
  }
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > MOST_POINTS) {
    throw new UsageError(
      `--rate: ${count} rates are more than ${MOST_POINTS}`,
      "take a wider step",
    );
  }
  return Array.from({ length: count }, (_, i) => from + i * step);
}

async function parseRate(typed: string): Promise<number> {
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  try {
    const rate = parseQuantity(/^[\d.]+$/.test(typed.trim()) ? `${typed} req/s` : typed, "rate");
    if (rate > 0) return rate;
    throw new UsageError(`--rate: expected a rate above 0, got "${typed}"`, examples);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new UsageError(`--rate: ${error.message}`, examples);
  }
}
