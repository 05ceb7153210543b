import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";

/** The textbook calculator: one command for each model. */
export const calcCommand: Command = {
  usage: "calc",
  summary: "Textbook models: queues, networks, bounds, scalability law, pools",
  standalone: true,
  options: (yargs) => yargs.usage("headroom calc <model>"),
  examples: [
    [
      'headroom calc mmc --arrival-rate "140 req/s" --service-time "65 ms" --servers 10',
      "how long do requests wait for a pool of 10?",
    ],
    ["headroom calc mmcn --help", "what a model takes, with two examples"],
  ],
  commands: async () => {
    const { models } = await import("../calc/models.ts");
    const { modelCommand } = await import("../calc/run-model.ts");
    return models.map(modelCommand);
  },
  run: async () => exitCode.done, // never reached: a model must be named
};
