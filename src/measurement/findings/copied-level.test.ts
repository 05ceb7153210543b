import { describe, expect, it } from "vitest";
import { audit } from "../audit.ts";
import { soundCampaign } from "../testing/deserving-campaigns.ts";

/** Rows of a table that counts no requests. */
function copied(times: Readonly<Record<string, number>>, throughput: number, users = [100, 100]) {
  const [first] = soundCampaign.levels;
  if (first === undefined) throw new Error("there is no level");
  const { requests: _, failures: __, duration: ___, ...bare } = first;
  const levels = users.map((one, at) => {
    return { ...bare, users: one, run: `${at + 1}`, throughput, responseTime: times };
  });
  const { findings } = audit({ ...soundCampaign, levels, endpoints: [], failures: [] });
  return findings.filter(({ code }) => code === "copied-level").map(({ message }) => message);
}

const fine = { mean: 0.04108, p95: 0.12525, p99: 0.20919 };

describe("a row that stands twice in a table without counts", () => {
  it("is a copy where all of its digits are the same", () => {
    expect(copied(fine, 96.57)).toEqual([
      "100 users (run 2): throughput and response times are exactly what 100 users (run 1) has.",
    ]);
  });

  it("is none where the figures are few or coarse, or of another load", () => {
    // Repeated runs of a light load: 97 req/s, 41 ms, 130 ms.
    expect(copied({ mean: 0.041, p95: 0.13 }, 97)).toEqual([]);
    expect(copied({ p95: 0.12525 }, 96.57)).toEqual([]);
    expect(copied(fine, 96.57, [100, 110])).toEqual([]);
  });
});
