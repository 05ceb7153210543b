import { describe, expect, it } from "vitest";
import { usersInCommand } from "./users-in-command.ts";

describe("usersInCommand", () => {
  it.each([
    ["$ hey -n 1000 -c 50 http://x/\n\nSummary:", "hey", 50],
    ["siege -c100 -t1M http://x/", "siege", 100],
    ["root@vm:~# siege --concurrent=25 -b http://x/", "siege", 25],
    ["> oha --connections 20 -z 10s http://x/", "oha", 20],
  ])("finds the users in %j", (text, tool, users) =>
    expect(usersInCommand(text, tool)).toBe(users),
  );

  it.each([
    ["hey -n 1000 http://x/", "hey"],
    ["they -c 50", "hey"],
    ["Summary:\n  Total: 10 secs", "hey"],
    ["siege -c0 http://x/", "siege"],
  ])("does not guess from %j", (text, tool) => expect(usersInCommand(text, tool)).toBeNull());
});
