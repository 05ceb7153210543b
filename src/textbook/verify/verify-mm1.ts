import { integrate } from "../../stats/integrate.ts";
import { mm1, type SingleServer } from "../open/mm1.ts";
import { mmcResponseTime, responseTimeSurvival } from "../open/mmc-response-time.ts";
import { compare, type Verification } from "./verification.ts";
import { chainMmc } from "./verify-mmc.ts";

/**
 * M/M/1 from its formula against the chain of one server with its geometric tail, and its mean
 * response time against the law it comes from: ∫ P(R > t) dt = R. Constant cost.
 *
 * @throws RangeError as mm1
 */
export function verifyMm1(input: SingleServer): readonly Verification[] {
  const first = mm1(input);
  const station = { ...input, servers: 1 };
  const second = chainMmc(station);
  const law = mmcResponseTime(station);
  const end = 80 / law.decayRate;
  const breaks = Array.from({ length: 40 }, (_, i) => end * 2 ** (i - 40));
  const area = integrate((t) => responseTimeSurvival(law, t), 0, end, breaks);
  return [
    compare("probabilityOfWait", first.probabilityOfWait, second.probabilityOfWait),
    compare("waiting", first.waiting, second.waiting),
    compare("queueLength", first.queueLength, second.queueLength),
    compare("responseTime", first.responseTime, area),
    compare("waitingTime", first.waitingTime, area - input.serviceTime),
  ];
}
