import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import type { CalcModel } from "./calc-model.ts";

export const machineRepairModel: CalcModel = {
  name: "machine-repair",
  summary: "Machine repair: N machines fail and wait for one of c repairers (M/M/c//N)",
  options: {
    machines: { kind: "count", describe: "Machines N", needed: true },
    "time-to-failure": {
      kind: "span",
      describe: 'Mean time a machine runs, e.g. "30 days"',
      needed: true,
    },
    "repair-time": { kind: "span", describe: 'Mean time of one repair, e.g. "3 h"', needed: true },
    repairers: { kind: "count", describe: "Repairers c working in parallel", needed: true },
  },
  examples: [
    [
      'headroom calc machine-repair --machines 5 --time-to-failure "30 h" --repair-time "3 h" --repairers 2',
      "how many machines run?",
    ],
    [
      'headroom calc machine-repair --machines 200 --time-to-failure "60 days" --repair-time "8 h" --repairers 1 --json',
      "a cluster with one technician, as data",
    ],
  ],
  solve: async (values) => {
    const { machineRepair } = await import("../../textbook/closed/machine-repair.ts");
    const { verifyMmcn } = await import("../../textbook/verify/verify-mmcn.ts");
    const words = await import("./words.ts");
    const machines = values.number("machines");
    const model = {
      timeToFailure: values.number("time-to-failure"),
      repairTime: values.number("repair-time"),
      repairers: values.number("repairers"),
    };
    const result = machineRepair(model, machines);
    const hours = (seconds: number) => `${formatNumber(seconds / 3600)} h`;
    return {
      input: { machines, ...model },
      result,
      tables: [
        words.figures([
          ["machines running", formatNumber(result.running)],
          ["machines broken", formatNumber(result.broken)],
          ["availability of one machine", formatShare(result.availability, 4)],
          ["time from failure to repair", hours(result.downTime)],
          ["repairers busy", formatShare(result.utilization, 4)],
        ]),
      ],
      meaning:
        `Of ${formatNumber(machines, 1)} machines ${formatNumber(result.running)} run on average; ` +
        `one that fails is back after ${hours(result.downTime)}, and each repairer is ` +
        `${words.busyFor(result.utilization)}.`,
      verify: () =>
        verifyMmcn(
          {
            servers: model.repairers,
            serviceTime: model.repairTime,
            thinkTime: model.timeToFailure,
          },
          machines,
        ),
    };
  },
};
