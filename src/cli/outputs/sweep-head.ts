import type { ResultsHeader } from "../../sweep/results-header.ts";
import type { AnswerHead } from "./answer-head.ts";

/** What every result about a file of cells begins with. */
export interface SweepHead extends AnswerHead, Pick<ResultsHeader, "sweep" | "title" | "cells"> {}
