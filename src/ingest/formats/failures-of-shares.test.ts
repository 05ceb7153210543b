import { describe, expect, it } from "vitest";
import { audit } from "../../measurement/audit.ts";
import { importCampaign } from "../import-campaign.ts";
import { failuresOfShares } from "./failures-of-shares.ts";

const figures = (requests: number, failures?: number) => {
  return { requests, ...(failures === undefined ? {} : { failures }), responseTime: {} };
};

describe("failures that are told as rounded shares", () => {
  // 117 of 6,768, 63 of 3,392 and 40 of 1,062 failed: 220 of 11,222 are 1.9604 %, told as 1.95 or 1.96.
  const parts = [figures(6768, 117), figures(3392, 63), figures(1062, 40)];

  it("are those of the parts where only rounding lies between", () => {
    expect(failuresOfShares(figures(11_222, 219), parts, 1e-4)).toBe(220);
  });

  it("are the total's where parts are missing, differ by more, or tell none", () => {
    expect(failuresOfShares(figures(11_222, 219), parts.slice(1), 1e-4)).toBe(219);
    expect(failuresOfShares(figures(11_222, 300), parts, 1e-4)).toBe(300);
    expect(failuresOfShares(figures(11_222, 219), [figures(11_222)], 1e-4)).toBe(219);
    expect(failuresOfShares(figures(11_222), parts, 1e-4)).toBeUndefined();
    expect(failuresOfShares(figures(11_222, 219), [], 1e-4)).toBe(219);
  });

  it.each([
    [
      "JMeter's Aggregate Report",
      "u200.csv",
      "Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,Max,Error %,Throughput,Received KB/sec,Sent KB/sec\n" +
        "GET /a,6768,75,50,160,208,298,0,487,1.73%,112.8,1,1\n" +
        "POST /b,3392,77,60,170,209,321,0,608,1.86%,56.53,1,1\n" +
        "GET /c,1062,105,90,216,260,330,0,500,3.77%,17.7,1,1\n" +
        "TOTAL,11222,78,55,165,211,319,0,608,1.95%,187.03,1,1\n",
    ],
    [
      "a table of one's own",
      "t.csv",
      "users,endpoint,requests,rps,avg (ms),errors %\n" +
        "200,GET /a,6768,112.8,75,1.7\n200,POST /b,3392,56.53,77,1.9\n200,GET /c,1062,17.7,105,3.8\n" +
        "200,total,11222,187.03,78,2\n",
    ],
  ])("raise no error of the audit on %s", (_, name, text) => {
    const made = importCampaign("made", [{ name, text }]);
    if (!made.ok) throw new Error(JSON.stringify(made.problems));
    const { campaign } = made.value;
    const failed = campaign.endpoints.reduce((sum, { failures = 0 }) => sum + failures, 0);
    expect(campaign.levels[0]?.failures).toBe(failed);
    expect(audit(campaign).findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
