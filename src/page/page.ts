/** The page `headroom explore` writes: window and worker are this one program. */
import type { PageData } from "../explore/page-data.ts";
import { announcement } from "./announcement.ts";
import { chartsPanel } from "./charts-panel.ts";
import { comparePanel } from "./compare-panel.ts";
import { decisionPanel } from "./decision-panel.ts";
import { dropPanel } from "./drop-panel.ts";
import { element } from "./element.ts";
import { explanationPanel } from "./explanation-panel.ts";
import { Explorer } from "./explorer.ts";
import { leverPanel } from "./lever-panel.ts";
import { policyPanel } from "./policy-panel.ts";
import { reloadOnChange } from "./reload-on-change.ts";
import { toolBar } from "./tool-bar.ts";
import { startWorker } from "./worker.ts";

if (typeof document === "undefined") startWorker(self);
else startWindow(document.currentScript?.textContent ?? "");

function startWindow(program: string): void {
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  // The data are of our own writing, and the content policy lets no one else write here.
  const data: PageData = JSON.parse(document.getElementById("data")?.textContent ?? "null");
  const explorer = new Explorer(data, url);
  const drawn = (start: number) => {
    performance.measure("redraw", { start });
    document.documentElement.dataset["drawn"] = "yes";
  };
  const sliders = element(
    "aside",
    { class: "sliders", attributes: { "aria-label": "Levers and policy" } },
    leverPanel(explorer),
    policyPanel(explorer),
  );
  const answers = element(
    "main",
    {},
    decisionPanel(explorer),
    chartsPanel(explorer, drawn),
    explanationPanel(explorer),
    comparePanel(explorer),
    dropPanel(explorer, url),
  );
  document.body.append(
    skipLink("levers", "Skip to the levers"),
    toolBar(explorer),
    element("div", { class: "sides" }, answers, sliders),
    announcement(explorer),
  );
  explorer.onChange(({ settled, explained, launch, problem }) => {
    const done = problem !== null || (settled && explained !== null && launch !== null);
    document.documentElement.dataset["settled"] = done ? "yes" : "no";
    document.documentElement.dataset["banded"] = settled ? "yes" : "no";
    document.documentElement.dataset["explained"] = settled && explained !== null ? "yes" : "no";
  });
  if (data.served) reloadOnChange();
}

/** The part of the address after "#" is the setting: the link moves the focus and leaves it alone. */
function skipLink(id: string, words: string): HTMLElement {
  return element(
    "a",
    {
      class: "skip",
      attributes: { href: `#${id}` },
      on: {
        click: (event) => {
          event.preventDefault();
          document.getElementById(id)?.focus();
        },
      },
    },
    words,
  );
}
