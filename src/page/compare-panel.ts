/** Settings beside one another, and what may be taken away of them. */
import { limitsCsv } from "../explore/csv.ts";
import { scenarioYaml } from "../explore/scenario-yaml.ts";
import { MOST_KEPT } from "../explore/setting-hash.ts";
import { limitsCells, limitsHeader } from "../report/limits-cells.ts";
import { afterCells } from "../report/scenario-change.ts";
import { download, fileName } from "./download.ts";
import { button, element, table } from "./element.ts";
import { type Explorer, titleOf, type View } from "./explorer.ts";

export function comparePanel(explorer: Explorer): HTMLElement {
  const body = element("div", {
    class: "scroll",
    id: "compared",
    attributes: { tabindex: 0, role: "region", "aria-label": "Settings compared" },
  });
  const keep = button("Keep this setting", () => explorer.keep(""));
  keep.id = "keep";
  explorer.onChange((view) => {
    keep.disabled = view.kept.length >= MOST_KEPT || view.problem !== null;
    body.replaceChildren(comparison(explorer, view));
  });
  return element(
    "section",
    { class: "card", attributes: { "aria-labelledby": "compare-title" } },
    element(
      "div",
      { class: "heading" },
      element("h2", { id: "compare-title" }, "Compared"),
      element(
        "span",
        { class: "tools" },
        keep,
        button("Scenario as YAML", () => exportScenario(explorer.view)),
        button("Limits as CSV", () => exportLimits(explorer.view)),
      ),
    ),
    body,
    element(
      "p",
      { class: "quiet" },
      `Up to ${MOST_KEPT} settings are kept in the address of this page: copy it to share them.`,
    ),
  );
}

function comparison(explorer: Explorer, view: View): HTMLTableElement {
  const { before, setting, kept } = view;
  const row = (title: string, cells: readonly string[], verdict: string, tools: Node | string) => [
    title,
    verdict,
    ...cells,
    tools,
  ];
  return table(
    "Limits of the settings, in brackets the 90 % interval",
    ["setting", "launch", ...limitsHeader, ""],
    [
      ...(setting.levers.length > 0 ? [row("as it is", limitsCells(before.limits), "", "")] : []),
      row(`${titleOf(setting)} (now)`, cellsOf(view), view.launch?.verdict ?? "…", ""),
      ...kept.map((one) =>
        row(
          one.title,
          cellsOf(one),
          one.launch?.verdict ?? "…",
          element(
            "span",
            { class: "tools" },
            button("Load", () => explorer.change(one.setting), `Load ${one.title}`),
            button("×", () => explorer.forget(one.id), `Remove ${one.title}`),
          ),
        ),
      ),
    ],
  );
}

/** The decision above it says the same: what the explanations disagree on has no value. */
function cellsOf({ after, explained }: Pick<View, "after" | "explained">): readonly string[] {
  const result = explained?.scenario ?? null;
  return result === null ? limitsCells(after.limits) : afterCells(result);
}

function exportScenario({ setting, data }: View): void {
  const title = titleOf(setting);
  if (setting.levers.length === 0) return;
  const yaml = scenarioYaml(title, setting.levers, data.input.program);
  download(fileName(title, "yaml"), "text/yaml", yaml);
}

function exportLimits({ before, after, setting, kept, data }: View): void {
  const all = [
    ...(setting.levers.length > 0 ? [{ name: "as it is", limits: before.limits }] : []),
    { name: titleOf(setting), limits: after.limits },
    ...kept.map((one) => ({ name: one.title, limits: one.after.limits })),
  ];
  download(fileName(`${data.input.campaign.name} limits`, "csv"), "text/csv", limitsCsv(all));
}
