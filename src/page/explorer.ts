/** What the page knows and who is told of it: a setting, the quick answer at once, the others as they come. */
import type { Band } from "../explore/answers.ts";
import type { Asked, Explained, Told } from "../explore/asked.ts";
import type { MiddleDraw } from "../explore/middle-draw.ts";
import type { PageData } from "../explore/page-data.ts";
import { policyProblem } from "../explore/policy-fields.ts";
import { quickAnswer } from "../explore/quick-answer.ts";
import { leversInWords, type Setting } from "../explore/setting.ts";
import { hashOf, type KeptSetting, MOST_KEPT, sharedOf } from "../explore/setting-hash.ts";
import type { Today } from "../explore/today.ts";
import type { Campaign } from "../measurement/campaign.ts";
import type { LaunchVerdict } from "../planning/verdict/launch-condition.ts";
import { Lane } from "./lane.ts";

/** A setting beside others, with its answers once they are there. */
export interface Kept extends KeptSetting {
  readonly id: number;
  readonly after: Today;
  readonly settled: boolean;
  readonly explained: Explained | null;
  readonly launch: LaunchVerdict | null;
}

export interface View {
  readonly data: PageData;
  readonly setting: Setting;
  readonly before: Today;
  readonly after: Today;
  /** Whether `after` is of all draws, and not of the middle one alone. */
  readonly settled: boolean;
  readonly explained: Explained | null;
  readonly launch: LaunchVerdict | null;
  readonly kept: readonly Kept[];
  /** Why the setting has no answer. */
  readonly problem: string | null;
  /** Measurements that are looked at and not fitted yet. */
  readonly dropped: Campaign | null;
}

/** What the worker calls the campaign that it was given to open; kept settings count from -2. */
const OPENED = -1;

/** Quiet after a movement before all draws are asked. */
const QUIET_MS = 120;

export class Explorer {
  #view: View;
  readonly #url: string;
  readonly #listeners: ((view: View) => void)[] = [];
  #lanes: readonly [Lane, Lane];
  #id = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the last band was of: what a new setting may share with it. */
  #bandOf: Setting;

  constructor(data: PageData, url: string) {
    this.#url = url;
    const shared = sharedOf(location.hash, data.input.policy, namesOf(data));
    const usual = usualSetting(data);
    this.#view = {
      data,
      setting: usual,
      ...{ before: data.today, after: data.today, settled: true },
      explained: { scenario: null, explanations: data.explanations },
      launch: data.launch,
      kept: [],
      problem: null,
      dropped: null,
    };
    this.#bandOf = usual;
    this.#lanes = this.#opened(data);
    if (shared === null) return;
    for (const kept of shared.kept) this.#keepSetting(kept);
    this.change(shared.setting);
  }

  get view(): View {
    return this.#view;
  }

  /** @param listener called now and after every change */
  onChange(listener: (view: View) => void): void {
    this.#listeners.push(listener);
    listener(this.#view);
  }

  /** Another setting: answered at once on the middle draw, on all of them after some quiet. */
  change(setting: Setting): void {
    this.#id += 1;
    const { data } = this.#view;
    const problem = policyProblem(setting.policy);
    const start = performance.now();
    try {
      const quick = problem === null ? this.#quick(setting) : {};
      performance.measure("quick answer", { start });
      this.#update({
        setting,
        ...quick,
        ...(isUsual(setting, data)
          ? { explained: { scenario: null, explanations: data.explanations }, launch: data.launch }
          : { explained: null, launch: null }),
        problem,
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#update({ setting, explained: null, launch: null, problem: error.message });
    }
    this.#writeHash();
    clearTimeout(this.#timer);
    if (this.#view.problem !== null || isUsual(setting, data)) return;
    this.#timer = setTimeout(() => this.#ask(), QUIET_MS);
  }

  /** The setting stands beside the others from now on. */
  keep(title: string): void {
    const { setting, kept } = this.#view;
    if (kept.length >= MOST_KEPT || this.#view.problem !== null) return;
    this.#keepSetting({ title: title || titleOf(setting), setting });
    this.#writeHash();
    this.#ask();
  }

  forget(id: number): void {
    this.#update({ kept: this.#view.kept.filter((one) => one.id !== id) });
    this.#writeHash();
  }

  look(dropped: Campaign | null): void {
    this.#update({ dropped });
  }

  /** Another campaign, fitted: everything begins anew with it, the policy stays. */
  open(data: PageData): void {
    for (const lane of this.#lanes) lane.end();
    this.#lanes = this.#opened(data);
    this.#bandOf = usualSetting(data);
    this.#view = { ...this.#view, data, dropped: null, kept: [], before: data.today };
    this.change(usualSetting(data));
  }

  #opened({ input, fits }: PageData): readonly [Lane, Lane] {
    const lane = () => {
      const made = new Lane(this.#url, (told) => this.#told(told));
      made.tell({ kind: "open", input, fits });
      return made;
    };
    return [lane(), lane()];
  }

  #quick(setting: Setting): Pick<View, "before" | "after" | "settled"> {
    const { data } = this.#view;
    if (isUsual(setting, data)) return { before: data.today, after: data.today, settled: true };
    const middle = middleOf(data, setting.explanation);
    const last = this.#bandOf;
    const same = last.policy === setting.policy && last.explanation === setting.explanation;
    const before = same ? this.#view.before : quickAnswer(middle, { ...setting, levers: [] }, data);
    return { before, after: quickAnswer(middle, setting, data), settled: false };
  }

  #ask(): void {
    const { setting, kept, problem } = this.#view;
    const id = this.#id;
    const own = (kind: "band" | "explained" | "launch"): Asked => ({ kind, id, setting });
    const open = kept.filter((one) => !one.settled || one.launch === null);
    const others = open.flatMap((one): Asked[] => [
      { kind: "band", id: -one.id, setting: one.setting },
      { kind: "launch", id: -one.id, setting: one.setting },
    ]);
    const unexplained = kept.flatMap((one): Asked[] =>
      one.explained === null ? [{ kind: "explained", id: -one.id, setting: one.setting }] : [],
    );
    const [first, second] = this.#lanes;
    const asked = problem === null && !isUsual(setting, this.#view.data);
    first.want([...(asked ? [own("band"), own("launch")] : []), ...others]);
    second.want([...(asked ? [own("explained")] : []), ...unexplained]);
  }

  #told(told: Told): void {
    if (!("id" in told)) return;
    if (told.kind === "failed" && told.id === OPENED) this.#update({ problem: told.message });
    else if (told.id < 0) this.#toldOfKept(told);
    if (told.id !== this.#id) return;
    switch (told.kind) {
      case "band":
        this.#bandOf = this.#view.setting;
        this.#update({ ...(told.answer satisfies Band), settled: true });
        return;
      case "explained":
        this.#update({ explained: told.answer });
        return;
      case "launch":
        this.#update({ launch: told.answer });
        return;
      case "failed":
        this.#update({ problem: told.message });
        return;
    }
  }

  #toldOfKept(told: Extract<Told, { id: number }>): void {
    const change = (of: Partial<Kept>) =>
      this.#update({
        kept: this.#view.kept.map((one) => (one.id === -told.id ? { ...one, ...of } : one)),
      });
    if (told.kind === "band") change({ after: told.answer.after, settled: true });
    if (told.kind === "explained") change({ explained: told.answer });
    if (told.kind === "launch") change({ launch: told.answer });
  }

  #keepSetting(kept: KeptSetting): void {
    const { data, setting, after, settled, explained, launch } = this.#view;
    const id = Math.max(0, ...this.#view.kept.map((one) => one.id)) + 2;
    const same = kept.setting === setting;
    try {
      const now = same
        ? { after, settled, explained, launch }
        : {
            after: quickAnswer(middleOf(data, kept.setting.explanation), kept.setting, data),
            ...{ settled: false, explained: null, launch: null },
          };
      this.#update({ kept: [...this.#view.kept, { ...kept, id, ...now }] });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }

  #update(of: Partial<View>): void {
    this.#view = { ...this.#view, ...of };
    for (const listener of this.#listeners) listener(this.#view);
  }

  #writeHash(): void {
    const { setting, kept, data } = this.#view;
    const hash = hashOf({ setting, kept }, data.input.policy);
    history.replaceState(null, "", hash === "" ? location.pathname + location.search : hash);
  }
}

const namesOf = ({ explanations }: PageData) => explanations.map(({ name }) => name);

export function usualSetting({ input, launch }: PageData): Setting {
  // Where the workspace states no launch, the question is about the users that were answered for.
  const users = input.launch === null ? launch.users : null;
  return { levers: [], policy: input.policy, users, explanation: null };
}

export function isUsual(setting: Setting, data: PageData): boolean {
  const usual = usualSetting(data);
  return (
    setting.levers.length === 0 &&
    setting.explanation === null &&
    setting.users === usual.users &&
    setting.policy === data.input.policy
  );
}

export function middleOf({ middle, explanations }: PageData, name: string | null): MiddleDraw {
  return explanations.find((one) => one.name === name)?.middle ?? middle;
}

export function titleOf(setting: Setting): string {
  return setting.levers.length === 0 ? "as it is" : leversInWords(setting.levers);
}
