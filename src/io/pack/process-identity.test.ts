import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { holderState, pidOf, processIdentity } from "./process-identity.ts";

const own = processIdentity();
const [place = "", pid = "", start = ""] = own.split(" ");
const [host = "", boot = "", table = ""] = place.split("/");

describe("processIdentity", () => {
  it("names the process that runs", () => {
    expect(pidOf(own)).toBe(String(process.pid));
    expect(holderState(own)).toBe("alive");
  });

  it("knows one that has ended", () => {
    const ended = spawnSync(process.execPath, ["-e", ""]).pid;
    expect(holderState([place, ended, start].join(" "))).toBe("gone");
  });

  it("tells another process that got the same number, and one from before the machine was started", () => {
    expect(holderState([place, pid, `${start}1`].join(" "))).toBe("gone");
    const earlier = [host, `${boot}1`, table].join("/");
    expect(holderState([earlier, pid, start].join(" "))).toBe("gone");
  });

  it("does not judge a process of another machine or container, nor a text that is none", () => {
    const elsewhere = [`${host}1`, boot, table].join("/");
    const container = [host, boot, `${table}1`].join("/");
    expect(holderState([elsewhere, pid, start].join(" "))).toBe("unknown");
    expect(holderState([container, pid, start].join(" "))).toBe("unknown");
    expect(holderState("x")).toBe("unknown");
    expect(holderState(`${place} 0 ${start}`)).toBe("unknown");
  });
});
