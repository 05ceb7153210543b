/** The verdict of a setting for screen readers: once, when all plausible platforms have answered. */
import { launchSentence } from "../report/launch-lines.ts";
import { element } from "./element.ts";
import { type Explorer, titleOf, type View } from "./explorer.ts";

export function announcement(explorer: Explorer): HTMLElement {
  const region = element("p", {
    id: "announcement",
    class: "unseen",
    attributes: { role: "status" },
  });
  let told = wordsOf(explorer.view);
  explorer.onChange((view) => {
    const words = wordsOf(view);
    // While a setting is moved there is no answer: the last one stays unsaid until the next is known.
    if (words === null || words === told) return;
    told = words;
    region.textContent = words;
  });
  return region;
}

function wordsOf({ problem, launch, settled, setting }: View): string | null {
  if (problem !== null || launch === null || !settled) return null;
  const sentence = launchSentence(launch);
  return setting.levers.length === 0 ? sentence : `With ${titleOf(setting)}: ${sentence}`;
}
