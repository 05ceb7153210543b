import { describe, expect, it } from "vitest";
import { mmcn } from "../textbook/closed/mmcn.ts";
import { parsePlatform } from "../workspace/platform/parse-platform.ts";
import { judgePlatforms } from "./judge-platforms.ts";
import { parseSet } from "./options/parse-set.ts";
import type { World } from "./world.ts";

/** M/M/3//N: solver and simulator have an exact answer to meet. */
const model = `title: Three connections
source: a test
thinkTime: 1 s
endpoints:
  - { name: GET /, weight: 1, kind: read }
stations:
  - { name: database, kind: delay, role: database, work: { "*": { demand: workTime } } }
pools:
  - { name: connections, role: connections, size: 3, around: [database] }
numbers:
  workTime: { prior: logUniform, range: [50 ms, 200 ms] }
`;

const world: World = { cwd: "/", env: {}, stdout: () => {}, stderr: () => {}, terminal: false };

function hypothesis() {
  const parsed = parsePlatform(model, "model.yaml", "model");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

describe("judgePlatforms", () => {
  it("solves and simulates the platform as it is, and after each scenario it has a place for", async () => {
    const median = { hypothesis: hypothesis(), weight: 0.7, values: { workTime: 0.1 } };
    const scenarios = [parseSet(["pool.size=6"]), parseSet(["api.workers=5"])];
    const { platforms, partial } = await judgePlatforms(median, scenarios, [30], 1, world);
    expect(partial).toBe(false);
    expect(platforms.map(({ cells, without }) => [cells.length, without])).toEqual([
      [1, []],
      [1, []],
      [0, ["api.workers"]],
    ]);
    for (const [i, servers] of [3, 6].entries()) {
      const [cell] = platforms[i]?.cells ?? [];
      const X = cell?.figures.find(({ quantity }) => quantity === "throughput");
      const exact = mmcn({ servers, serviceTime: 0.1, thinkTime: 1 }, 30).throughput;
      // Constant work where the exact answer is of exponential: at most a few per cent apart.
      expect(Math.abs((X?.analytic ?? 0) / exact - 1)).toBeLessThan(0.06);
      expect(Math.abs(X?.difference ?? 1)).toBeLessThan(0.05);
    }
  });

  it("says why a platform was not simulated", async () => {
    const one = hypothesis();
    const [pool] = one.platform.pools;
    const pools = pool ? [pool, { ...pool, name: "second", around: ["database"] }] : [];
    const twice = { ...one, platform: { ...one.platform, pools } };
    const median = { hypothesis: twice, weight: 1, values: { workTime: 0.1 } };
    const { platforms } = await judgePlatforms(median, [], [3], 1, world);
    expect(platforms[0]).toMatchObject({ cells: [], refused: expect.stringContaining("pool") });
  });

  it("refuses where no hypothesis was fitted", async () => {
    await expect(judgePlatforms(null, [], [3], 1, world)).rejects.toThrow(/no hypothesis/);
  });
});
