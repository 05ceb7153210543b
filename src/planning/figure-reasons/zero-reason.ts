/** Why a share is nothing at a load, where the platform is built so: no measured figure would move it. */
import type { Platform } from "../../platform/platform.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import type { LoadFigure } from "./figure-at.ts";
import type { FigureGround } from "./figure-inputs.ts";

export interface ZeroReason {
  /** In the place of the formula; null where that holds and comes to nothing. */
  readonly formula: string | null;
  readonly sentences: readonly string[];
}

/** Null where the figure is no share, or not nothing by how the platform is built. */
export function zeroReason(figure: LoadFigure, ground: FigureGround): ZeroReason | null {
  if (figure === "refused") return noneRefused(ground);
  return figure === "errorRate" ? noErrors(ground) : null;
}

function noneRefused({ fitted, point, users }: FigureGround): ZeroReason | null {
  if (point.refusedShare.high > 0) return null;
  const platforms = fitted.hypotheses.draws.map(({ platform }) => platform);
  const rates = platforms.flatMap(({ rateLimit }) => rateLimit ?? []);
  if (rates.length === 0) {
    return {
      formula: "0 at every load: no platform that explains the measurements has a rate limit",
      sentences: [
        "A rate limit stands in a model file (rateLimit: 125 req/s), or is read off measured refusals (429); headroom what-if --set rateLimit=… tries one.",
      ],
    };
  }
  if (platforms.every(({ refusalsAreErrors }) => refusalsAreErrors === true)) {
    return {
      formula:
        "0 at every load: what the rate limit refuses was counted among the failures, and is told as errors",
      sentences: ["See headroom explain errorRate at the same load."],
    };
  }
  const least = formatThroughput(Math.min(...rates));
  return {
    formula: null,
    sentences: [
      `${formatUsers(users)} send less than the rate limit lets in (${least} or more): none is turned away.`,
    ],
  };
}

function noErrors({ fitted, points }: FigureGround): ZeroReason | null {
  const platforms = fitted.hypotheses.draws.map(({ platform }) => platform);
  const byLoad = !platforms.some(failsByLoad)
    ? [
        "Load makes no errors at any number of users: the measurements show none that grow with it, and no platform that explains them has a time-out or a limit of requests or connections.",
      ]
    : [];
  if (points.some(({ errorRate }) => errorRate > 0)) {
    return byLoad.length === 0 ? null : { formula: null, sentences: byLoad };
  }
  const counted = fitted.observations.some(({ failures }) => failures !== undefined);
  return {
    formula: null,
    sentences: [
      counted
        ? "Not one failed request was counted that load does not explain."
        : "The measurements count no failed requests, so that nothing tells of errors that load does not make: measure failures, too.",
      ...byLoad,
    ],
  };
}

/** Whether anything of it lets a request fail where others are in its way. */
function failsByLoad({
  clientTimeOut,
  requestLimit,
  pools,
  stations,
  rateLimit,
  refusalsAreErrors,
}: Platform): boolean {
  return (
    clientTimeOut !== null ||
    requestLimit !== undefined ||
    (rateLimit !== null && refusalsAreErrors === true) ||
    pools.some(({ acquireTimeOut }) => acquireTimeOut !== null) ||
    stations.some((one) => one.kind === "queue" && one.maxConnections !== null)
  );
}
