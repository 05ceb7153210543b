import { type UslLaw, uslResponseTime, uslThroughput } from "../usl/usl.ts";
import { uslUsersAtThroughput } from "../usl/usl-inverse.ts";
import { uslLandmarks } from "../usl/usl-landmarks.ts";
import { uslPeakBySearch } from "./usl-peak-by-search.ts";
import { uslUsersBySearch } from "./usl-users-by-search.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * The Universal Scalability Law at a concurrency: Little's law between its throughput and its
 * response time, its peak by formula and by search along the curve, and the concurrency found
 * again from the throughput, by formula and by search on the same side of the peak.
 *
 * @throws RangeError as `uslLandmarks` and `uslThroughput`
 */
export function verifyUsl(law: UslLaw, users: number): readonly Verification[] {
  const X = uslThroughput(law, users);
  const results = [compare("users (Little)", users, X * uslResponseTime(law, users))];
  const { peak } = uslLandmarks(law);
  const top = Math.max(1, peak?.users ?? 0);
  if (peak !== null && peak.users > 1) {
    const found = uslPeakBySearch(law, 4 * peak.users);
    results.push(compare("peak throughput", peak.throughput, found.throughput));
  }
  // At the peak itself both ways are ill-conditioned: the curve is flat there.
  if (users > 0.01 && Math.abs(users - top) > 0.01 * top) {
    const [from, to] =
      peak === null || users < top
        ? [users / 2, Math.min(2 * users, peak?.users ?? 2 * users)]
        : [top, 2 * users];
    const found = uslUsersBySearch(law, X, from, to);
    const roots = uslUsersAtThroughput(law, X);
    const nearest = roots.toSorted((a, b) => Math.abs(a - users) - Math.abs(b - users))[0];
    if (found !== null && nearest !== undefined) {
      results.push(compare("users at that throughput", nearest, found));
    }
  }
  return results;
}
