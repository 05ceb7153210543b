/** The worker's side of the page: it holds the fitted campaign and answers about settings. */
import { freshFits } from "../calibration/hypothesis-fits.ts";
import { type Answers, answersOf } from "../explore/answers.ts";
import type { Asked, Told } from "../explore/asked.ts";
import { fitOfInput, pageData } from "../explore/page-data.ts";
import { replayedFits } from "../explore/recorded-fits.ts";

/** What a worker's own scope is used for. */
interface Scope {
  readonly postMessage: (told: Told) => void;
  readonly addEventListener: (
    name: "message",
    listener: (event: MessageEvent<Asked>) => void,
  ) => void;
}

export function startWorker(scope: Scope): void {
  let answers: Answers | undefined;
  const tell = (told: Told) => scope.postMessage(told);
  scope.addEventListener("message", (event: MessageEvent<Asked>) => {
    const asked = event.data;
    try {
      if (asked.kind === "open") {
        const { input, fits } = asked;
        answers = answersOf(fitOfInput(input, replayedFits(fits)), input);
      } else if (asked.kind === "fit") {
        const onProgress = (done: number) => tell({ kind: "progress", done });
        tell({ kind: "fitted", data: pageData(asked.input, freshFits, { onProgress }).data });
      } else if (answers !== undefined) {
        tell(answered(answers, asked));
      }
    } catch (error) {
      const id = "id" in asked ? asked.id : -1;
      tell({ kind: "failed", id, message: error instanceof Error ? error.message : String(error) });
    }
  });
}

function answered(answers: Answers, asked: Extract<Asked, { id: number }>): Told {
  const { id, setting } = asked;
  switch (asked.kind) {
    case "band":
      return { kind: "band", id, answer: answers.band(setting) };
    case "launch":
      return { kind: "launch", id, answer: answers.launch(setting) };
    case "explained": {
      const scenario = answers.scenario(setting);
      return {
        kind: "explained",
        id,
        answer: { scenario, explanations: answers.explanations(setting) },
      };
    }
  }
}
