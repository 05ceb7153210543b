/** Asks a person at the terminal, once, for what neither files nor options told. */
import type { Audit } from "../../measurement/audit.ts";
import type { KnownFact, KnownFacts } from "../../platform/known-facts.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";
import { apiKindGiven, limiterGiven, poolOwnerGiven, redLineGiven } from "./known-options.ts";

/** What most planners can look up; the others are options only. */
const asked = ["pool", "apiReplicas", "apiWorkers", "dbCores", "readShare", "thinkTime"] as const;

interface Question {
  readonly fact: KnownFact;
  readonly words: string;
  /** @throws UsageError or QuantityError */
  readonly read: (typed: string) => Promise<KnownFacts>;
}

/**
 * Facts that are not given, from the person at the terminal: Enter for each that is not known. What
 * cannot be read is asked once more. Nobody is asked where standard input or output is no terminal.
 *
 * @param readsUnsaid whether methods leave open how many requests only read
 */
export async function askKnown(
  { ask, stdout }: Pick<World, "ask" | "stdout">,
  given: KnownFacts,
  { thinkTime: { thinkTime, levels, slopeOff } }: Pick<Audit, "thinkTime">,
  readsUnsaid: boolean,
): Promise<KnownFacts> {
  if (ask === undefined) return given;
  const measured = thinkTime !== null && levels > 1 && !slopeOff;
  const isTold = (fact: KnownFact) =>
    given[fact] !== undefined ||
    (fact === "thinkTime" && measured) ||
    (fact === "readShare" && !readsUnsaid);
  const open = (await questions()).filter(({ fact }) => !isTold(fact));
  if (open.length === 0) return given;
  stdout(
    "What do you know of the platform? Enter where you do not; headroom.yaml keeps the answers.\n",
  );
  let known = given;
  for (const { words, read } of open) {
    known = { ...known, ...(await answered(ask, stdout, words, read)) };
  }
  return known;
}

async function answered(
  ask: NonNullable<World["ask"]>,
  stdout: World["stdout"],
  words: string,
  read: Question["read"],
): Promise<KnownFacts> {
  const { QuantityError } = await import("../../workspace/quantity/quantity.ts");
  for (;;) {
    const typed = (await ask(`  ${words}: `)).trim();
    if (typed === "") return {};
    try {
      return await read(typed);
    } catch (error) {
      if (!(error instanceof QuantityError || error instanceof UsageError)) throw error;
      stdout(`  ${error.message}\n`);
    }
  }
}

async function questions(): Promise<readonly Question[]> {
  const { knownFields, parseKnown } = await import("../../workspace/known-schema.ts");
  return [
    ...asked.map(
      (fact): Question => ({
        fact,
        words: knownFields[fact].what,
        read: async (typed) => ({ [fact]: parseKnown(fact, typed) }),
      }),
    ),
    {
      fact: "poolOf",
      words:
        "Whose are the database connections: of each instance (instance), or shared by all (all)",
      read: async (typed) => {
        const poolOf = await poolOwnerGiven(typed);
        return poolOf === undefined ? {} : { poolOf };
      },
    },
    {
      fact: "apiKind",
      words:
        "Does a worker of the API keep a request while the database works on it (workers), or let go of it (event-loop)",
      read: async (typed) => {
        const apiKind = await apiKindGiven(typed);
        return apiKind === undefined ? {} : { apiKind };
      },
    },
    {
      fact: "limitedBy",
      words:
        "What is in use to the last at the highest load: database, api, pool or other (a lock, another service)",
      read: async (typed) => {
        const limitedBy = await limiterGiven(typed);
        return limitedBy === undefined ? {} : { limitedBy };
      },
    },
    {
      fact: "redLine",
      words: "P95 from which on the platform counts as broken (2 s unless you say another)",
      read: async (typed) => {
        const redLine = await redLineGiven([`p95=${typed}`]);
        return redLine === undefined ? {} : { redLine };
      },
    },
  ];
}
