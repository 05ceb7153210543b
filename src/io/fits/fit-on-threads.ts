/** Fits of hypotheses on all cores, kept for whoever then asks for them one after the other. */
import { Worker } from "node:worker_threads";
import { type FitStore, keptFits } from "../../calibration/hypothesis-fits.ts";
import { type FitChain, fitChain, fitChains } from "../../planning/fit/fit-chain.ts";
import { everyCore } from "../run-replications.ts";
import type { FitNews, FitsMade, FitWork } from "./fit-thread.ts";

/** Threads run compiled code only; from the sources fits are made where they are asked for. */
const threaded = import.meta.url.endsWith(".js");

/**
 * Makes the fits that a store lacks, chains of hypotheses side by side. What comes of them is the same to the
 * last digit as made one after the other. Nothing is done where the first chain is kept, nothing can be done side by
 * side, or there is one core; a thread that fails leaves its fits to whoever asks.
 *
 * @param onProgress share of the work that is done
 */
export async function fitOnThreads(
  work: FitWork,
  store: FitStore,
  onProgress: (done: number) => void,
): Promise<void> {
  const chains = threaded ? fitChains(work.campaign, work.options) : [];
  const count = Math.min(chains.length, everyCore());
  if (count < 2 || isKept(work, store, chains)) return;
  // The longest first, so that no thread is left alone with one.
  const waiting = chains.toSorted((a, b) => b.length - a.length);
  const done = new Map<FitChain, number>();
  const tell = (chain: FitChain, share: number) => {
    done.set(chain, share);
    onProgress([...done.values()].reduce((sum, one) => sum + one, 0) / chains.length);
  };
  const keep = (made: FitsMade) => {
    for (const [key, fit] of made) store.write(key, fit);
  };
  await Promise.all(
    Array.from({ length: count }, async () => {
      const thread = new Worker(new URL("./fit-thread.js", import.meta.url), {
        workerData: { work },
      });
      try {
        for (let chain = waiting.shift(); chain !== undefined; chain = waiting.shift()) {
          const one = chain;
          keep(await fitted(thread, one, (share) => tell(one, share)));
          tell(one, 1);
        }
      } catch {
        // Made again where it is asked for, and told there why it cannot be made.
      } finally {
        await thread.terminate();
      }
    }),
  );
}

/** One chain, by one thread. */
function fitted(
  thread: Worker,
  chain: FitChain,
  onProgress: (done: number) => void,
): Promise<FitsMade> {
  return new Promise((resolve, reject) => {
    thread.removeAllListeners("message").removeAllListeners("error").removeAllListeners("exit");
    thread.once("error", reject);
    thread.once("exit", () => reject(new Error("the thread has ended")));
    thread.on("message", (news: FitNews) => {
      if ("made" in news) resolve(news.made);
      else onProgress(news.done);
    });
    thread.postMessage(chain);
  });
}

/** Whether a first fit is kept: then all are, but for those of a run that was ended. */
function isKept(
  { campaign, options, origin }: FitWork,
  store: FitStore,
  chains: readonly FitChain[],
): boolean {
  const [[first] = []] = chains;
  if (first === undefined) return false;
  const lacking = new Error("lacking");
  const read: FitStore["read"] = (key) => {
    const kept = store.read(key);
    if (kept === undefined) throw lacking;
    return kept;
  };
  const fits = keptFits({ read, write: () => {} }, origin);
  try {
    fitChain(campaign, { ...options, fits }, [first]);
    return true;
  } catch (error) {
    if (error !== lacking) throw error;
    return false;
  }
}
