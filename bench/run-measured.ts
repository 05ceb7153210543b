import { spawnSync } from "node:child_process";

/** What a process of its own took. */
export interface Measured {
  /** On the clock. */
  readonly seconds: number;
  /** Of all threads: what a busy machine leaves alone. */
  readonly processorSeconds: number;
  readonly megabytes: number;
  readonly stdout: string;
}

/** `maxRSS` is in kilobytes on every system: libuv converts. */
const report = `data:text/javascript,process.on("exit",()=>{const{maxRSS,userCPUTime,systemCPUTime}=process.resourceUsage();process.stderr.write("\\nused "+maxRSS+" "+(userCPUTime+systemCPUTime))})`;

/** Runs Node with arguments to its end. */
export function runMeasured(args: readonly string[], cwd?: string): Measured {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", report, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    encoding: "utf8",
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}:\n${stderr}`);
  const used = /used (\d+) (\d+)/.exec(stderr);
  return {
    seconds,
    processorSeconds: Number(used?.[2]) / 1e6,
    megabytes: Number(used?.[1]) / 1024,
    stdout,
  };
}
