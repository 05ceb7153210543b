/** Sliders and fields of every number of the policy. */

import { type PolicyField, policyFields } from "../explore/policy-fields.ts";
import { explorePolicyYaml } from "../explore/scenario-yaml.ts";
import { download } from "./download.ts";
import { button, element } from "./element.ts";
import type { Explorer } from "./explorer.ts";

export function policyPanel(explorer: Explorer): HTMLElement {
  const groups = [...new Set(policyFields.map(({ group }) => group))];
  const rows = groups.map((group) => {
    const own = policyFields.filter((field) => field.group === group);
    return element(
      "fieldset",
      {},
      element("legend", {}, group),
      ...own.map((field) => policyRow(explorer, field)),
    );
  });
  return element(
    "details",
    { class: "card", id: "policy" },
    element("summary", {}, "Policy: zones, objectives, safety"),
    ...rows,
    element(
      "div",
      { class: "heading" },
      button("As agreed", () => {
        const { data, setting } = explorer.view;
        explorer.change({ ...setting, policy: data.input.policy });
      }),
      button("Download policy.yaml", () => {
        download("policy.yaml", "text/yaml", explorePolicyYaml(explorer.view.setting.policy));
      }),
    ),
  );
}

function policyRow(explorer: Explorer, field: PolicyField): HTMLElement {
  const { key, group, label, unit, min, max, step, of, set } = field;
  const id = `policy-${key.replaceAll(".", "-")}`;
  const slider = element("input", {
    attributes: { type: "range", "aria-label": `${group}, ${label}, ${unit}`, min, max, step },
  });
  const input = element("input", {
    id,
    attributes: { type: "number", min, max, step: "any" },
  });
  const put = (typed: string) => {
    const value = Number(typed);
    const valid = typed !== "" && value >= min && value <= max;
    input.setAttribute("aria-invalid", String(!valid));
    if (!valid) return;
    const { setting } = explorer.view;
    explorer.change({ ...setting, policy: set(setting.policy, value) });
  };
  slider.addEventListener("input", () => put(slider.value));
  input.addEventListener("input", () => put(input.value));
  const row = element(
    "div",
    { class: "lever policy" },
    element("label", { attributes: { for: id } }, label),
    slider,
    input,
    element("span", { class: "unit" }, unit),
  );
  explorer.onChange(({ setting, data }) => {
    const value = of(setting.policy);
    row.hidden = value === null;
    if (value === null) return;
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", `${value} ${unit}`.trim());
    if (document.activeElement !== input) input.value = String(value);
    row.classList.toggle("moved", value !== of(data.input.policy));
  });
  return row;
}
