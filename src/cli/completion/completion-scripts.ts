/** Completion scripts of three shells: commands first, then their options, else files. */
import type { CompletedCommand } from "./completion-table.ts";

type Script = (commands: readonly CompletedCommand[]) => string;

const bash: Script = (commands) =>
  [
    "# headroom completion bash >> ~/.bashrc",
    "_headroom() {",
    `  local word="\${COMP_WORDS[COMP_CWORD]}" command="\${COMP_WORDS[1]}" words=""`,
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    words="${commands.map(({ name }) => name).join(" ")} --help --version"`,
    "  else",
    '    case "$command" in',
    ...commands.map(
      ({ name, options, nested }) =>
        `      ${name}) words="${[...nested, ...options].join(" ")}" ;;`,
    ),
    "    esac",
    "  fi",
    '  COMPREPLY=($(compgen -W "$words" -- "$word"))',
    "}",
    "complete -o default -F _headroom headroom",
    "",
  ].join("\n");

const zsh: Script = (commands) =>
  [
    "#compdef headroom",
    "# headroom completion zsh > $fpath[1]/_headroom",
    "_headroom() {",
    "  local -a known",
    "  if (( CURRENT == 2 )); then",
    `    known=(${commands.map(({ name, summary }) => single(`${name}:${summary.replaceAll(":", "\\:")}`)).join(" ")})`,
    "    _describe command known",
    "    return",
    "  fi",
    '  case "$words[2]" in',
    ...commands.map(
      ({ name, options, nested }) =>
        `    ${name}) compadd -- ${[...nested, ...options].join(" ")} ;;`,
    ),
    "  esac",
    "  _files",
    "}",
    "compdef _headroom headroom",
    "",
  ].join("\n");

const fish: Script = (commands) =>
  [
    "# headroom completion fish > ~/.config/fish/completions/headroom.fish",
    ...commands.map(
      ({ name, summary }) =>
        `complete -c headroom -n __fish_use_subcommand -a ${name} -d ${single(summary)}`,
    ),
    ...commands.flatMap(({ name, options, nested }) => [
      ...nested.map(
        (one) => `complete -c headroom -n '__fish_seen_subcommand_from ${name}' -a ${one}`,
      ),
      ...options.map(
        (option) =>
          `complete -c headroom -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`,
      ),
    ]),
    "",
  ].join("\n");

export const completionScripts = { bash, zsh, fish } as const satisfies Readonly<
  Record<string, Script>
>;

/** In single quotes, as all three shells read them. */
const single = (text: string) => `'${text.replaceAll("'", "’")}'`;
