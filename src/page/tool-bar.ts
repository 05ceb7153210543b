import { leverOf } from "../platform/levers/levers.ts";
import type { Scenario } from "../platform/scenario.ts";
import { button, element } from "./element.ts";
import { explanationField } from "./explanation-panel.ts";
import type { Explorer, View } from "./explorer.ts";

const NONE = "";

/** Name of the workspace, its scenarios to start from, the explanation, the theme. */
export function toolBar(explorer: Explorer): HTMLElement {
  const name = element("h1", {});
  const program = element("span", { class: "quiet" });
  explorer.onChange(({ data }) => {
    name.textContent = data.input.campaign.name;
    program.textContent = `${data.input.program}, ${explained(data.explanations.length)}, offline`;
  });
  return element(
    "header",
    {},
    element("div", {}, name, program),
    scenarioField(explorer),
    explanationField(explorer),
    button("Light / dark", changeTheme),
  );
}

function scenarioField(explorer: Explorer): HTMLElement {
  const select = element("select", { id: "scenario" });
  let of: View["data"] | undefined;
  explorer.onChange(({ data, setting }) => {
    const solved = data.input.scenarios.filter(isSolved);
    if (of !== data) {
      of = data;
      select.replaceChildren(
        element("option", { attributes: { value: NONE } }, "as it is"),
        ...solved.map((one, i) =>
          element("option", { attributes: { value: String(i) } }, one.title),
        ),
      );
    }
    const chosen = solved.findIndex(({ levers }) => levers === setting.levers);
    select.value = chosen < 0 ? NONE : String(chosen);
  });
  select.addEventListener("change", () => {
    const scenario = explorer.view.data.input.scenarios.filter(isSolved)[Number(select.value)];
    const levers = select.value === NONE || scenario === undefined ? [] : scenario.levers;
    explorer.change({ ...explorer.view.setting, levers });
  });
  return element(
    "div",
    { class: "field" },
    element("label", { attributes: { for: "scenario" } }, "Start from"),
    select,
  );
}

const isSolved = ({ levers }: Scenario) => levers.every(({ name }) => leverOf(name).solved);

function changeTheme(): void {
  const { dataset } = document.documentElement;
  const dark =
    dataset["theme"] === undefined
      ? matchMedia("(prefers-color-scheme: dark)").matches
      : dataset["theme"] === "dark";
  dataset["theme"] = dark ? "light" : "dark";
  document.dispatchEvent(new Event("themechange"));
}

const explained = (count: number) => (count === 1 ? "1 explanation" : `${count} explanations`);
