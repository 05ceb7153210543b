import type { RequestTable } from "../engine/request-table.ts";
import type { RequestChoices } from "../load/request-choices.ts";
import { nodeChoice } from "./node-choice.ts";
import type { WalkTable } from "./walk-table.ts";

/** To which node of a station or pool a request goes, where there are several. */
export class NodeFinder {
  readonly #table: WalkTable;
  readonly #requests: RequestTable;
  readonly #choices: RequestChoices;

  constructor(table: WalkTable, requests: RequestTable, choices: RequestChoices) {
    this.#table = table;
    this.#requests = requests;
    this.#choices = choices;
  }

  /** The resource that a request comes to: of its replica, and of the node that it gets there. */
  resource(slot: number, step: number): number {
    if (this.#table.chooses[step] === 1) this.choose(slot, step);
    return this.#table.at(step, this.#requests, slot);
  }

  choose(slot: number, step: number): void {
    const drawn = this.#requests.shard[slot] ?? 0;
    const reads = this.#choices.reads(slot);
    this.#requests.node[slot] = nodeChoice(this.#table.placeOf(step), drawn, reads);
  }
}
