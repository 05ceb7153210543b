/** Which explanation is taken for true, and what each says of the setting. */
import { formatWeight } from "../report/hypothesis-words.ts";
import { limitsCells, limitsHeader } from "../report/limits-cells.ts";
import { perHypothesisCells, perHypothesisHeader } from "../report/per-hypothesis-cells.ts";
import { tellingLines } from "../report/telling-words.ts";
import { element, table } from "./element.ts";
import type { Explorer, View } from "./explorer.ts";

const MIXED = "";

export function explanationField(explorer: Explorer): HTMLElement {
  const select = element("select", { id: "explanation" });
  let of: View["data"] | undefined;
  explorer.onChange(({ data, setting }) => {
    if (of !== data) {
      of = data;
      const sorted = data.explanations.toSorted((a, b) => b.weight - a.weight);
      select.replaceChildren(
        element("option", { attributes: { value: MIXED } }, "All, by their chances"),
        ...sorted.map(({ name, title, weight }) =>
          element("option", { attributes: { value: name } }, `${title} (${formatWeight(weight)})`),
        ),
      );
    }
    select.value = setting.explanation ?? MIXED;
  });
  select.addEventListener("change", () => {
    const explanation = select.value === MIXED ? null : select.value;
    explorer.change({ ...explorer.view.setting, explanation });
  });
  return element(
    "div",
    { class: "field" },
    element("label", { attributes: { for: "explanation" } }, "Taken for true"),
    select,
  );
}

export function explanationPanel(explorer: Explorer): HTMLElement {
  const body = element("div", {
    class: "scroll",
    id: "explanations",
    attributes: { tabindex: 0, role: "region", "aria-label": "What each explanation says" },
  });
  const telling = element("div", { class: "telling" });
  let drawn: View["explained"] | undefined;
  explorer.onChange(({ explained, data }) => {
    body.classList.toggle("waiting", explained === null);
    if (explained === null || explained === drawn) return;
    drawn = explained;
    const { scenario } = explained;
    const lines =
      scenario === null ? [] : [...tellingLines(scenario), ...assumed(scenario.assumptions)];
    telling.replaceChildren(...lines.map((line) => element("p", { class: "quiet" }, line)));
    const explanations = explained.explanations.toSorted((a, b) => b.weight - a.weight);
    body.replaceChildren(
      scenario === null
        ? table(
            data.explanations.length === 1
              ? "The limits under the only explanation"
              : `The limits if one of ${data.explanations.length} explanations is true`,
            ["if true", "chance", ...limitsHeader],
            explanations.map(({ title, weight, limits }) => [
              title,
              formatWeight(weight),
              ...limitsCells(limits),
            ]),
          )
        : table(
            "What the setting does under each explanation",
            perHypothesisHeader,
            perHypothesisCells(scenario),
          ),
    );
  });
  return element(
    "section",
    { class: "card", attributes: { "aria-labelledby": "explanations-title" } },
    element("h2", { id: "explanations-title" }, "If one explanation is true"),
    body,
    telling,
  );
}

const assumed = (assumptions: readonly string[]) =>
  assumptions.map((assumption) => `Assumed: ${assumption}`);
