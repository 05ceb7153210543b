import { describe, expect, it } from "vitest";
import { changedAmount, publishedChange } from "./published-change.ts";

const series = (change: Readonly<Record<string, unknown>>, most = 1000) => ({
  id: "x",
  change,
  points: [
    { N: 1, X: 10 },
    { N: most, X: 100 },
  ],
});

describe("publishedChange", () => {
  it.each([
    [{ vcpu: 8 }, { of: "power", amount: 8 }],
    [{ app_capacity: "x2 (inferred)" }, { of: "power", amount: 2 }],
    [{ pool: "thread pool 64" }, { of: "pool", amount: 64 }],
    [{ pool: "unbounded" }, { of: "pool", amount: 1000 }],
    [{ version: "new" }, null],
    [{}, null],
  ])("reads %j", (change, amount) => {
    expect(changedAmount(series(change))).toEqual(amount);
  });

  it("multiplies power and replaces a pool", () => {
    const cores = publishedChange(series({ vcpu: 8 }), series({ vcpu: 16 }))?.levers[0];
    expect(cores?.name).toBe("db.cores");
    expect(cores).toMatchObject({
      value: { operation: "multiply", values: [2, { figure: "db.cores" }] },
    });
    const pool = publishedChange(series({ pool: 200 }), series({ pool: "direct" }))?.levers[0];
    expect(pool?.value).toBe(1000);
    expect(publishedChange(series({ pool: 200 }), series({ vcpu: 8 }))).toBeNull();
  });
});
