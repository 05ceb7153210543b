import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jaegerTraces, otlpTraces, shopRequests } from "../../ingest/testing/synthetic-traces.ts";
import { parsePlatform } from "../../workspace/platform/parse-platform.ts";
import { runInside } from "../testing/run-inside.ts";

const levels =
  "users,throughput_rps,mean_ms,p95_ms\n10,9,110,200\n40,33,210,500\n80,40,1000,2100\n";

describe("headroom init with traces", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "headroom-"));
    writeFileSync(join(folder, "otlp.json"), otlpTraces(shopRequests).text);
    writeFileSync(join(folder, "jaeger.json"), jaegerTraces(shopRequests).text);
    writeFileSync(join(folder, "levels.csv"), levels);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const modelIn = (workspace: string) => {
    const text = readFileSync(join(folder, workspace, "models/hypotheses/traces.yaml"), "utf8");
    const parsed = parsePlatform(text, "traces.yaml", "traces");
    return parsed.ok ? parsed.value : undefined;
  };

  it.each(["otlp.json", "jaeger.json"])(
    "makes a model of %s alone, and says what lacks",
    async (file) => {
      const { status, stdout, stderr } = await runInside(folder, ["init", file, "-C", "shop"]);
      expect([status, stderr]).toEqual([0, ""]);
      expect(stdout).toMatch(
        /4 requests of 2 endpoints, 18 spans; most time in postgresql shop, api/,
      );
      expect(stdout).toMatch(
        /headroom simulate --model shop\/models\/hypotheses\/traces\.yaml --prior/,
      );
      expect(modelIn("shop")?.platform.endpoints).toHaveLength(2);
      expect(existsSync(join(folder, "shop/data"))).toBe(false);
    },
  );

  it("puts a second model beside that of a load test, scaled by it", async () => {
    const given = ["init", "levels.csv", "otlp.json", "-C", "shop"];
    const { status, stdout } = await runInside(folder, given);
    expect(status).toBe(0);
    expect(stdout).toMatch(/A second platform model is in models\/hypotheses\/traces\.yaml/);
    expect(existsSync(join(folder, "shop/models/hypotheses/platform.yaml"))).toBe(true);
    // 10/9 − 0.11 = 1 s
    expect(modelIn("shop")?.platform.thinkTime).toMatchObject({ prior: "logNormal", median: 1 });
  });

  it("is what import and audit advise, which take no traces", async () => {
    for (const command of ["import", "audit"]) {
      const { status, stderr } = await runInside(folder, [command, "otlp.json"]);
      expect(status).toBe(2);
      expect(stderr).toMatch(/give them to headroom init/);
    }
  });
});
