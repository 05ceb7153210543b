/** Who holds a lock, told apart from another process that got the same number later or elsewhere. */
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** "alive" and "gone" are certain; "unknown" is a process of another machine or container. */
export type HolderState = "alive" | "gone" | "unknown";

/**
 * Machine with its boot and its table of processes; number; time of start. On systems without /proc the
 * number alone decides.
 */
export function processIdentity(pid = process.pid): string {
  return [place(), pid, startOf(pid)].join(" ");
}

export function holderState(identity: string): HolderState {
  const [where, number, start] = identity.split(" ");
  const pid = Number(number);
  if (!Number.isInteger(pid) || pid < 1 || start === undefined) return "unknown";
  if (where !== place()) return isEarlierBoot(where ?? "") ? "gone" : "unknown";
  if (!isRunning(pid)) return "gone";
  return startOf(pid) === start ? "alive" : "gone";
}

/** The number that `identity` names, for people. */
export const pidOf = (identity: string): string => identity.split(" ")[1] ?? "?";

/** host/boot/table of processes: containers number theirs each from 1. */
function place(): string {
  const boot = read(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  const table = read(() => readlinkSync("/proc/self/ns/pid"));
  return [hostname().replace(/[\s/]/g, "-"), boot, table].join("/");
}

/** This machine, before it was started the last time. */
function isEarlierBoot(where: string): boolean {
  const [host, boot] = where.split("/");
  const [ownHost, ownBoot] = place().split("/");
  return host === ownHost && boot !== ownBoot;
}

/** Clock ticks from boot to the start of a process, the 22nd field of its line; its name may hold blanks. */
function startOf(pid: number): string {
  return read(() => {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    return line.slice(line.lastIndexOf(")") + 2).split(" ")[19] ?? "-";
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, but as another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function read(from: () => string): string {
  try {
    return from();
  } catch {
    return "-";
  }
}
