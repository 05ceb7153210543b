/** Two campaigns on one platform, with a known loss of capacity between them. */
import type { Campaign, Level } from "../../../measurement/campaign.ts";
import type { Platform } from "../../../platform/platform.ts";
import { preparePlatform } from "../../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../../platform/solve/response/platform-response-times.ts";
import { solvePrepared } from "../../../platform/solve/solve-platform.ts";
import { plainPlatform } from "../../../platform/testing/plain-platform.ts";
import { normal } from "../../../random/normal.ts";
import { RandomStream } from "../../../random/random-stream.ts";

export interface NoisyPair {
  readonly before: Campaign;
  readonly after: Campaign;
}

const SHARES = [0.1, 0.3, 0.6, 0.9, 1.2, 1.6, 2];
const WINDOW = 60;

/** Degrees of freedom of the noise's own size: some systems repeat twice as well as others. */
const FREEDOM = 6;

/**
 * A platform drawn at random with an API delay and a database in a pool, seven levels of a minute from a tenth to
 * twice the knee. The loss makes every service take 1/(1 − loss) of its time. Runs differ by
 * counting and from run to run (throughput 1.5 %, mean 4 %, P95 8 %, half of the latter two shared),
 * times a factor that is drawn for the pair: √(6/χ²₆), as the residuals of fits are spread.
 *
 * @param runs of each campaign
 */
export function noisyPair(seed: number, loss: number, runs = 1): NoisyPair {
  const random = RandomStream.fromSeed(seed);
  const between = (from: number, to: number) => from * (to / from) ** random.uniform();
  const drawn = {
    thinkTime: between(0.5, 3),
    apiTime: between(0.005, 0.05),
    databaseTime: between(0.02, 0.12),
    poolSize: Math.round(between(5, 30)),
    cores: 1e4,
  };
  const factor = 1 / (1 - loss);
  const slower = {
    ...drawn,
    apiTime: drawn.apiTime * factor,
    databaseTime: drawn.databaseTime * factor,
  };
  const knee = (drawn.poolSize / drawn.databaseTime) * (drawn.thinkTime + drawn.databaseTime);
  const loads = SHARES.map((share) => Math.max(Math.round(share * knee), 1));
  const chi = [0, 0, 0].reduce((sum) => sum - 2 * Math.log(random.uniform()), 0);
  const scale = Math.sqrt(FREEDOM / chi);
  const campaign = (name: string, platform: Platform): Campaign => {
    const times = Array.from({ length: runs }, (_, run) => (runs === 1 ? "" : String(run + 1)));
    const prepared = preparePlatform(platform, Math.max(...loads));
    const exact = loads.map((users) => {
      const { throughput } = solvePrepared(prepared, users);
      return { users, throughput, ...platformResponseTimes(prepared, users, "all").all };
    });
    const levels = exact.flatMap((level) =>
      times.map((run) => measured(level, run, scale, random)),
    );
    return { name, levels, endpoints: [], failures: [] };
  };
  return {
    before: campaign("before", plainPlatform(drawn)),
    after: campaign("after", plainPlatform(slower)),
  };
}

interface Exact {
  readonly users: number;
  readonly throughput: number;
  readonly mean: number;
  readonly p95: number;
}

function measured(exact: Exact, run: string, scale: number, random: RandomStream): Level {
  const requests = exact.throughput * WINDOW;
  const counting = (variation: number) => variation / Math.sqrt(requests);
  const noisy = (value: number, repeat: number, count: number, shared: number) =>
    value * Math.exp(scale * repeat * shared + count * normal(random));
  const together = Math.SQRT1_2 * normal(random);
  const own = () => together + Math.SQRT1_2 * normal(random);
  const throughput = noisy(exact.throughput, 0.015, counting(1.4), normal(random));
  const mean = noisy(exact.mean, 0.04, counting(1), own());
  const p95 = noisy(exact.p95, 0.08, counting(2), own());
  return {
    users: exact.users,
    run,
    duration: WINDOW,
    requests: Math.round(throughput * WINDOW),
    failures: 0,
    throughput,
    responseTime: { mean, p95: Number(p95.toPrecision(2)) },
    quality: "measured",
    note: "",
  };
}
