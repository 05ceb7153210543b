/** A thread that fits chains of hypotheses to one campaign: each message is a chain, each answer what is to be kept of it. */
import { parentPort, workerData } from "node:worker_threads";
import { type FitOrigin, type FitStore, keptFits } from "../../calibration/hypothesis-fits.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { type FitChain, type FitOptions, fitChain } from "../../planning/fit/fit-chain.ts";

/** What a thread fits, as plain data. */
export interface FitWork {
  readonly campaign: Campaign;
  readonly options: Pick<FitOptions, "hypotheses" | "known" | "seed">;
  readonly origin: FitOrigin;
}

/** Fits by the texts that they are kept under. */
export type FitsMade = readonly (readonly [key: string, fit: unknown])[];

/** What a thread tells: how far it is, then what it has made. */
export type FitNews = { readonly done: number } | { readonly made: FitsMade };

/** What a thread does with a chain. */
export function madeFits(
  { campaign, options, origin }: FitWork,
  chain: FitChain,
  onProgress: (done: number) => void,
): FitsMade {
  const made = new Map<string, unknown>();
  const store: FitStore = {
    read: (key) => made.get(key),
    write: (key, fit) => void made.set(key, fit),
  };
  fitChain(campaign, { ...options, fits: keptFits(store, origin), onProgress }, chain);
  return [...made];
}

if (parentPort !== null && isWork(workerData)) {
  const port = parentPort;
  const { work } = workerData;
  port.on("message", (chain: FitChain) => {
    const tell = (news: FitNews) => port.postMessage(news);
    tell({ made: madeFits(work, chain, (done) => tell({ done })) });
  });
}

/** Threads of other work may load this file, too. */
function isWork(data: unknown): data is { readonly work: FitWork } {
  return typeof data === "object" && data !== null && "work" in data;
}
