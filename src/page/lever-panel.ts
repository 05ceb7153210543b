/** Sliders and fields of every lever. */
import { type LeverControl, leverAt, leverControls, positionOf } from "../explore/lever-control.ts";
import { todayWords } from "../explore/today-words.ts";
import type { Platform } from "../platform/platform.ts";
import type { Lever } from "../platform/scenario.ts";
import { button, element } from "./element.ts";
import { type Explorer, middleOf, type View } from "./explorer.ts";

/** Stands for all endpoints where a lever may be held to some. */
const ALL = "";

export function leverPanel(explorer: Explorer): HTMLElement {
  const list = element("div", { class: "levers" });
  let shown = "";
  let data: View["data"] | undefined;
  // A row that is being moved stays where it is.
  let own = false;
  const levers: Levers = {
    now: () => explorer.view.setting.levers,
    change: (moved) => {
      own = true;
      explorer.change({ ...explorer.view.setting, levers: moved });
      own = false;
    },
  };
  explorer.onChange((view) => {
    const key = JSON.stringify([view.setting.levers, view.setting.explanation]);
    const stays = data === view.data && (own || key === shown);
    data = view.data;
    shown = key;
    if (!stays) list.replaceChildren(...rowsOf(levers, view));
  });
  explorer.onChange(({ setting }) => {
    for (const row of list.querySelectorAll<HTMLElement>(".lever")) {
      const { name, endpoints = ALL } = row.dataset;
      const moved = setting.levers.some(
        (lever) => lever.name === name && (lever.endpoints ?? ALL) === endpoints,
      );
      row.classList.toggle("moved", moved);
    }
  });
  return element(
    "section",
    {
      class: "card",
      id: "levers",
      attributes: { "aria-labelledby": "levers-title", tabindex: -1 },
    },
    element(
      "div",
      { class: "heading" },
      element("h2", { id: "levers-title" }, "Levers"),
      button("Reset all", () => explorer.change({ ...explorer.view.setting, levers: [] })),
    ),
    list,
  );
}

/** The levers of the setting, for a row that moves one. */
interface Levers {
  readonly now: () => readonly Lever[];
  readonly change: (levers: readonly Lever[]) => void;
}

function rowsOf(levers: Levers, { data, setting }: View): readonly HTMLElement[] {
  const platforms = platformsOf(data, setting.explanation);
  const [platform = data.middle.drawn.platform] = platforms;
  const endpoints = endpointsOf(data.input.hypotheses, platform);
  return leverControls(platforms).flatMap((control) => {
    const moved = setting.levers.filter(({ name }) => name === control.name);
    const rows = moved.map((lever) => leverRow(levers, control, platform, endpoints, lever));
    if (control.endpoints === "none" && rows.length > 0) return rows;
    const free = freeEndpoint(control, endpoints, moved);
    return free === null
      ? rows
      : [...rows, leverRow(levers, control, platform, endpoints, null, free)];
  });
}

/** One of each explanation that may be true, the likeliest first. */
function platformsOf(data: View["data"], explanation: string | null): readonly Platform[] {
  if (explanation !== null) return [middleOf(data, explanation).drawn.platform];
  const sorted = data.explanations.toSorted((a, b) => b.weight - a.weight);
  return sorted.map(({ middle }) => middle.drawn.platform);
}

/** Those that every explanation knows. */
function endpointsOf(
  hypotheses: View["data"]["input"]["hypotheses"],
  drawn: Platform,
): readonly string[] {
  const lists = hypotheses.map(({ platform }) => platform.endpoints.map(({ name }) => name));
  const names = drawn.endpoints.map(({ name }) => name);
  return names.filter((name) => lists.every((list) => list.includes(name)));
}

/** Where a further lever of the kind would act; null where there is no place left. */
function freeEndpoint(
  { endpoints: acts }: LeverControl,
  endpoints: readonly string[],
  moved: readonly Lever[],
): string | null {
  if (acts === "none") return ALL;
  const taken = new Set(moved.map((lever) => lever.endpoints ?? ALL));
  const places = acts === "needed" ? endpoints : [ALL, ...endpoints];
  return places.find((place) => !taken.has(place)) ?? null;
}

function leverRow(
  levers: Levers,
  control: LeverControl,
  platform: Platform,
  endpoints: readonly string[],
  lever: Lever | null,
  free: string = ALL,
): HTMLElement {
  const { name, about, unit, closed } = control;
  let place = lever === null ? free : (lever.endpoints ?? ALL);
  const id = `lever-${name}-${place}`.replace(/[^a-z0-9-]/gi, "_");
  const start = lever === null ? control.start : positionOf(lever, platform);
  const put = (position: number | null) => {
    levers.change(replaced(levers.now(), name, place, position));
  };
  const parts = control.isSwitch
    ? [switchOf(id, name, lever !== null, put)]
    : sliderOf(id, control, start, lever !== null, put);
  const row = element(
    "div",
    { class: "lever", attributes: { "data-name": name, "data-endpoints": place } },
    element("label", { attributes: { for: id } }, name),
    ...parts,
    element("span", { class: "unit" }, control.isSwitch ? "" : unit),
  );
  const reset = button(
    "×",
    () => {
      put(null);
      const fields = row.querySelectorAll<HTMLInputElement>("input");
      for (const field of fields) {
        if (control.isSwitch) field.checked = false;
        else field.value = field.type === "range" ? String(control.start) : idleText(control);
        if (field.type === "range") field.setAttribute("aria-valuetext", "as it is");
      }
    },
    `Reset ${name}`,
  );
  reset.className = "reset";
  row.append(reset);
  if (control.endpoints !== "none") {
    row.append(
      endpointSelect(control, endpoints, place, (next) => {
        const at = (where: string) => (one: Lever) =>
          one.name === name && (one.endpoints ?? ALL) === where;
        if (levers.now().some(at(next))) return false;
        const old = levers.now().find(at(place));
        place = next;
        row.dataset["endpoints"] = next;
        if (old === undefined) return true;
        const { endpoints: _, ...everywhere } = old;
        const moved = next === ALL ? everywhere : { ...old, endpoints: next };
        levers.change(levers.now().map((one) => (one === old ? moved : one)));
        return true;
      }),
    );
  }
  row.append(element("p", { class: "about" }, closed ?? `${about}${todayWords(control)}`));
  if (closed !== null) {
    row.classList.add("closed");
    for (const field of row.querySelectorAll<HTMLInputElement>("input, button"))
      field.disabled = true;
  }
  return row;
}

function replaced(
  levers: readonly Lever[],
  name: LeverControl["name"],
  place: string,
  position: number | null,
): readonly Lever[] {
  const own = (lever: Lever) => lever.name === name && (lever.endpoints ?? ALL) === place;
  if (position === null) return levers.filter((lever) => !own(lever));
  const next = place === ALL ? leverAt(name, position) : leverAt(name, position, place);
  return levers.some(own) ? levers.map((lever) => (own(lever) ? next : lever)) : [...levers, next];
}

/** What the field says of a lever that is not moved: today's number, nothing where nobody knows it. */
function idleText({ today, unit, start }: LeverControl): string {
  const isNeutral = unit === "×" || unit === "%";
  return today === null && !isNeutral ? "" : String(start);
}

function sliderOf(
  id: string,
  control: LeverControl,
  start: number,
  moved: boolean,
  put: (position: number) => void,
): readonly HTMLElement[] {
  const { name, unit, min, max, step } = control;
  const inWords = (value: number) => (unit === "×" ? `${value} times` : `${value} ${unit}`.trim());
  const slider = element("input", {
    attributes: {
      type: "range",
      "aria-label": `${name}, ${unit}`,
      min,
      max: Math.max(max, start),
      step,
    },
  });
  slider.value = String(start);
  const say = (words: string) => slider.setAttribute("aria-valuetext", words);
  say(moved ? inWords(start) : "as it is");
  const input = element("input", {
    id,
    attributes: { type: "number", min, step: "any", placeholder: "–" },
  });
  input.value = moved ? String(start) : idleText(control);
  slider.addEventListener("input", () => {
    input.value = slider.value;
    say(inWords(Number(slider.value)));
    put(Number(slider.value));
  });
  input.addEventListener("input", () => {
    const position = Number(input.value);
    if (input.value === "" || !Number.isFinite(position) || position < 0) return;
    slider.value = input.value;
    say(inWords(position));
    put(position);
  });
  return [slider, input];
}

function switchOf(
  id: string,
  name: string,
  on: boolean,
  put: (position: number | null) => void,
): HTMLElement {
  const box = element("input", { id, attributes: { type: "checkbox", "aria-label": name } });
  box.checked = on;
  box.addEventListener("input", () => put(box.checked ? 1 : null));
  return box;
}

/** @param onChoose false where the place is taken */
function endpointSelect(
  { name, endpoints: acts }: LeverControl,
  endpoints: readonly string[],
  place: string,
  onChoose: (place: string) => boolean,
): HTMLElement {
  const places = acts === "needed" ? endpoints : [ALL, ...endpoints];
  const all = places.includes(place) ? places : [...places, place];
  const select = element(
    "select",
    { attributes: { "aria-label": `${name}: endpoints` } },
    ...all.map((one) =>
      element("option", { attributes: { value: one } }, one === ALL ? "all endpoints" : one),
    ),
  );
  select.value = place;
  let last = place;
  select.addEventListener("change", () => {
    if (onChoose(select.value)) last = select.value;
    else select.value = last;
  });
  return select;
}
