/** The models of `headroom calc`, in the order of its help. */
import { boundsModel } from "./bounds.ts";
import type { CalcModel } from "./calc-model.ts";
import { erlangBModel, erlangCModel } from "./erlang.ts";
import { erlangAModel, mmcTimeoutModel } from "./impatience.ts";
import { machineRepairModel } from "./machine-repair.ts";
import { mg1Model } from "./mg1.ts";
import { mgcModel } from "./mgc.ts";
import { mm1Model } from "./mm1.ts";
import { mmcModel } from "./mmc.ts";
import { mmckModel } from "./mmck.ts";
import { mmcnModel } from "./mmcn.ts";
import { mminfModel } from "./mminf.ts";
import { mvaModel } from "./mva.ts";
import { openModel } from "./open.ts";
import { poolModel } from "./pool.ts";
import { uslModel } from "./usl.ts";

export const models: readonly CalcModel[] = [
  mm1Model,
  mmcModel,
  mmckModel,
  mminfModel,
  mg1Model,
  mgcModel,
  mmcTimeoutModel,
  erlangBModel,
  erlangCModel,
  erlangAModel,
  mmcnModel,
  machineRepairModel,
  openModel,
  mvaModel,
  boundsModel,
  uslModel,
  poolModel,
];
