import { describe, expect, it } from "vitest";
import { audit } from "./audit.ts";
import type { Campaign, FailureCount } from "./campaign.ts";
import { observations } from "./observations.ts";

const failed = (users: number, error: string, count: number): FailureCount => {
  return { users, run: "", method: "GET", path: "/", error, count, note: "" };
};

function campaign(failures: readonly FailureCount[]): Campaign {
  const levels = [50, 100].map((users) => ({
    users,
    run: "",
    throughput: users / 2,
    requests: 30 * users,
    failures: users === 100 ? 30 : 0,
    responseTime: { mean: 1 },
    quality: "measured" as const,
    note: "",
  }));
  return { name: "test", levels, endpoints: [], failures };
}

const causes = (failures: readonly FailureCount[]) => {
  const tested = campaign(failures);
  return observations(tested, audit(tested)).map(({ failureCause }) => failureCause);
};

describe("observations", () => {
  it("names what caused most failures of a level, where kinds were listed", () => {
    expect(causes([failed(100, "HTTP 503", 18), failed(100, "HTTP 500", 12)])).toEqual([
      undefined,
      "refusal",
    ]);
  });

  it("names none where no cause has more than half, or nobody listed them", () => {
    expect(causes([failed(100, "HTTP 503", 15), failed(100, "HTTP 500", 15)])).toEqual([
      undefined,
      undefined,
    ]);
    expect(causes([])).toEqual([undefined, undefined]);
  });
});
