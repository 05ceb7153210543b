/**
 * Nothing that is measured leaves the machine: no command opens a socket but those that are there to.
 * `plan`, `what-if`, `check` and `calc` run without sockets in golden.test.ts.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSockets } from "./testing/no-sockets.ts";

const source = fileURLToPath(new URL("../", import.meta.url));
const binary = fileURLToPath(new URL("../../dist/cli/headroom.js", import.meta.url));

/** The page for a browser, and the queue of a sweep. */
const mayConnect = /^(?:io\/page\/|io\/sweep\/.*queue|cli\/commands\/(?:serve|worker))/;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[]) =>
  spawnSync(process.execPath, [noSockets, ...args], { cwd: folder, encoding: "utf8" });

describe("sockets", () => {
  it("are found where one is opened", () => {
    const connects = "import('node:net').then(({ connect }) => connect(9))";
    expect(run(["-e", connects]).status).toBe(99);
    expect(run(["-e", "fetch('http://localhost:4567')"]).status).toBe(99);
    expect(run(["-e", "require('node:http').createServer().listen(0)"]).status).toBe(99);
  });

  it.each([
    [["import", "x_stats.csv", "--users", "10", "-o", "data"]],
    [["init", "x_stats.csv", "--users", "10", "-C", "shop"]],
    [["audit", "-C", "shop"]],
    [
      [
        "simulate",
        "--prior",
        "--users",
        "5",
        "--duration",
        "20 s",
        "--chart",
        "c.svg",
        "-C",
        "shop",
      ],
    ],
  ])("%j opens none", (args) => {
    const locust =
      "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Requests/s,95%\nGET,/a,3000,0,20,25,10,60\n,Aggregated,3000,0,20,25,10,60\n";
    writeFileSync(join(folder, "x_stats.csv"), locust);
    const { status, stderr } = run([binary, ...args]);
    expect(status, stderr).toBe(0);
  });

  it("are known to no source file but those", () => {
    const network =
      /(?:from |import\()\s*["'](?:node:)?(?:net|http|https|http2|tls|dgram|dns)(?:\/promises)?["']|\bfetch\(|\bnew WebSocket\b/;
    const files = readdirSync(source, { recursive: true, encoding: "utf8" })
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|\/testing\//.test(file));
    const named = files.filter((file) => network.test(readFileSync(join(source, file), "utf8")));
    expect(named.filter((file) => !mayConnect.test(file))).toEqual([]);
  });
});
