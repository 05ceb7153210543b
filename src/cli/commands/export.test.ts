/** What `headroom export` says before it looks at anything. */
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { runInside } from "../testing/run-inside.ts";

describe("headroom export", () => {
  it.each([
    ["asyncpgg", "did you mean asyncpg?"],
    ["pgbuncer", "did you mean pgbouncer?"],
    ["squid", "one of prometheus, grafana, nginx"],
  ])("knows near names of programs: %s", async (name, remedy) => {
    const { status, stdout, stderr } = await runInside(tmpdir(), ["export", name]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(remedy);
  });
});
