/** The decision: verdict, limits with intervals before and after, conditions. */

import type { Limits, ScenarioResult } from "../planning/plan/plan-result.ts";
import type { LaunchCondition, LaunchVerdict } from "../planning/verdict/launch-condition.ts";
import { launchSentence } from "../report/launch-lines.ts";
import { limitsCells } from "../report/limits-cells.ts";
import { afterCells, changeCells } from "../report/scenario-change.ts";
import { formatSetRate } from "../wording/format-throughput.ts";
import { formatUsers } from "../wording/format-users.ts";
import { element, table } from "./element.ts";
import { type Explorer, titleOf, usualSetting, type View } from "./explorer.ts";

const rowNames = ["Safe limit, users", "Breaking point, users", "Saturation, users", "Ceiling"];

export function decisionPanel(explorer: Explorer): HTMLElement {
  const verdict = element("p", { class: "verdict", id: "verdict" });
  const sentence = element("p", { class: "sentence", id: "launch" });
  const finding = element("p", { class: "finding", id: "finding" });
  const figures = element("div", { class: "figures", id: "figures" });
  const conditions = element("div", { class: "conditions", id: "conditions" });
  const problem = element("p", { class: "problem", id: "problem", attributes: { role: "alert" } });
  explorer.onChange((view) => {
    const { launch, explained, problem: why } = view;
    problem.hidden = why === null;
    problem.textContent = why;
    verdict.textContent = launch?.verdict ?? "…";
    verdict.dataset["answer"] = launch?.verdict ?? "";
    sentence.textContent = launch === null ? "All plausible platforms are asked …" : saidOf(launch);
    finding.textContent = findingOf(view);
    finding.hidden = finding.textContent === "";
    figures.classList.toggle("waiting", !view.settled || explained === null);
    figures.replaceChildren(figuresTable(view));
    if (launch !== null) conditions.replaceChildren(...conditionsOf(launch));
    conditions.classList.toggle("waiting", launch === null);
  });
  return element(
    "section",
    { class: "decision", attributes: { "aria-labelledby": "decision-title" } },
    element("h2", { id: "decision-title", class: "quiet" }, "May they be let in?"),
    problem,
    element(
      "div",
      { class: "answer" },
      element("div", { class: "words" }, verdict, sentence, usersField(explorer), finding),
      figures,
    ),
    conditions,
  );
}

const saidOf = (launch: LaunchVerdict) => launchSentence(launch).replace(`${launch.verdict}: `, "");

function findingOf({ explained, setting, launch }: View): string {
  if (explained?.scenario) return explained.scenario.sentence;
  if (setting.levers.length > 0) return "";
  return launch?.assumptions.join(" ") ?? "";
}

function usersField(explorer: Explorer): HTMLElement {
  const input = element("input", {
    id: "users",
    attributes: { type: "number", min: 1, max: 1_000_000, step: 1 },
  });
  const slider = element("input", {
    id: "users-slider",
    attributes: { type: "range", min: 1, step: 1, "aria-label": "users to let in" },
  });
  const set = (typed: string) => {
    const users = Number(typed);
    if (!Number.isSafeInteger(users) || users < 1) return;
    explorer.change({ ...explorer.view.setting, users });
  };
  input.addEventListener("input", () => set(input.value));
  slider.addEventListener("input", () => set(slider.value));
  explorer.onChange(({ setting, data }) => {
    const users = setting.users ?? usualSetting(data).users ?? data.launch.users ?? 1;
    slider.max = String(data.maxUsers);
    if (document.activeElement !== input) input.value = String(users);
    slider.value = String(users);
    slider.setAttribute("aria-valuetext", formatUsers(users));
  });
  return element(
    "div",
    { class: "users" },
    element("label", { attributes: { for: "users" } }, "Users to let in"),
    input,
    slider,
  );
}

function figuresTable(view: View): HTMLTableElement {
  const { setting, before, after, explained } = view;
  const result = explained?.scenario ?? null;
  const rate = ({ rateLimit }: Limits) =>
    rateLimit.value === null ? "not known" : formatSetRate(rateLimit.value);
  const recommended = ({ recommended: { value } }: Limits) => formatUsers(value);
  const old = [...limitsCells(result?.before ?? before.limits)];
  const names = [...rowNames, "Rate limit", "Recommended"];
  if (setting.levers.length === 0) {
    const cells = [...limitsCells(after.limits), rate(after.limits), recommended(after.limits)];
    return table(
      "The limits as they are; in brackets the 90 % interval",
      ["", "as it is"],
      names.map((name, i) => [name, cells[i] ?? ""]),
    );
  }
  const now = result === null ? limitsCells(after.limits) : afterCells(result);
  const told = result?.verdict !== "cannot tell";
  const befores = [...old, rate(before.limits), recommended(before.limits)];
  const afters = [
    ...now,
    told ? rate(after.limits) : "cannot tell",
    told ? recommended(after.limits) : "cannot tell",
  ];
  const changes = result === null ? [] : changesOf(result);
  return table(
    `${titleOf(setting)}: limits before and after; in brackets the 90 % interval`,
    ["", "as it is", "this setting", "change"],
    names.map((name, i) => [name, befores[i] ?? "", afters[i] ?? "", changes[i] ?? ""]),
  );
}

function changesOf(result: ScenarioResult): readonly string[] {
  const [safe = "", breaking = "", ceiling = ""] = changeCells(result);
  return [safe, breaking, "", ceiling];
}

/** Conditions that stand open at once; the others behind a summary. */
const OPEN = 2;

function conditionsOf({ conditions, accepted }: LaunchVerdict): readonly HTMLElement[] {
  if (conditions.length === 0 && accepted.length === 0) return [];
  const items = conditions.map(conditionItem);
  const more = items.slice(OPEN);
  return [
    element("h3", {}, `Conditions (${conditions.length})`),
    element("ol", {}, ...items.slice(0, OPEN)),
    ...(more.length === 0
      ? []
      : [
          element(
            "details",
            {},
            element("summary", {}, `${more.length} more`),
            element("ol", { attributes: { start: OPEN + 1 } }, ...more),
          ),
        ]),
    ...accepted.map((one) =>
      element("p", { class: "quiet" }, `Accepted by ${one.accepted.by}: ${one.code}`),
    ),
  ];
}

function conditionItem({ todo, reason, effort, shownBy }: LaunchCondition): HTMLElement {
  return element(
    "li",
    {},
    element("strong", {}, todo),
    effort === null ? null : ` (${effort})`,
    " ",
    element("span", { class: "quiet" }, reason, " Shown by "),
    element("code", {}, shownBy),
  );
}
