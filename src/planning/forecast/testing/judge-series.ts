import { forecastTraffic } from "../forecast-traffic.ts";
import { trafficSeries } from "./traffic-series.ts";

/** How many of the days that came lie inside the band, and in each series' own share. */
export function judgeSeries(count: number, ahead: number, seed = 1) {
  let inside = 0;
  let widths = 0;
  const shares: number[] = [];
  for (let i = 0; i < count; i++) {
    const { known, coming } = trafficSeries(1000 * seed + i, ahead);
    const { days } = forecastTraffic(known, ahead);
    const held = coming.filter(({ value }, at) => {
      const { low = 0, high = 0 } = days[at] ?? {};
      return low <= value && value <= high;
    });
    inside += held.length;
    shares.push(held.length / ahead);
    widths += days.reduce((sum, { low, high }) => sum + Math.log(high / low), 0) / ahead;
  }
  return { inside: inside / (count * ahead), shares, width: Math.exp(widths / count) };
}
