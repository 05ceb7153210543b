import type { TransferResult } from "../../planning/transfer/transfer.ts";
import type { SeededHead } from "./answer-head.ts";

/** `headroom transfer --json`. */
export interface TransferOutput extends SeededHead, TransferResult {}
