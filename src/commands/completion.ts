import type { Command } from './command.js'

const SHELLS = ['bash', 'zsh', 'fish'] as const
const GENERAL = ['--help', '--json']

/** A shell for which there is a script. */
export type Shell = (typeof SHELLS)[number]

/** Whether a text names such a shell. */
export const isShell = (text: unknown): text is Shell => (SHELLS as readonly unknown[]).includes(text)

/** What may follow after the words of a command line: the next words of names, and the options of a command. */
type Follow = ReadonlyMap<string, readonly string[]>

/** A script that makes the shell complete `pds`. It knows all names by itself: nothing is started to complete a word. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  const follow = followOf(commands)
  switch (shell) {
    case 'bash':
      return bash(follow)
    case 'zsh':
      return `autoload -U +X bashcompinit && bashcompinit\n${bash(follow)}`
    case 'fish':
      return fish(commands)
  }
}

function followOf(commands: readonly Command[]): Follow {
  const follow = new Map<string, string[]>()
  const add = (after: string, word: string) => {
    const words = follow.get(after) ?? follow.set(after, []).get(after)!
    if (!words.includes(word)) words.push(word)
  }
  for (const { name, options = {} } of commands) {
    name.split(' ').forEach((word, i, words) => add(words.slice(0, i).join(' '), word))
    for (const option of [...Object.keys(options).map((key) => `--${key}`), ...GENERAL]) add(name, option)
  }
  return follow
}

function bash(follow: Follow): string {
  const cases = [...follow].map(([after, words]) => `    '${after}') words='${words.join(' ')}' ;;`)
  return `_pds() {
  local i line='' words='' current="\${COMP_WORDS[COMP_CWORD]}"
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      -*) ;;
      *) case "\${line:+$line }\${COMP_WORDS[i]}" in
${[...follow.keys()]
  .filter(Boolean)
  .map((name) => `        '${name}') line="\${line:+$line }\${COMP_WORDS[i]}" ;;`)
  .join('\n')}
      esac ;;
    esac
  done
  case "$line" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _pds pds
`
}

function fish(commands: readonly Command[]): string {
  const lines = commands.flatMap(({ name, help, options = {} }) => {
    const words = name.split(' ')
    const path = words.map((word, i) => {
      const isLast = i === words.length - 1
      const about = isLast ? ` -d '${quoted(help[0] ?? '')}'` : ''
      return `complete -c pds -n '__pds_at ${words.slice(0, i).join(' ')}' -f -a '${word}'${about}`
    })
    const flags = [...Object.keys(options), ...GENERAL.map((option) => option.slice(2))]
    return [...path, ...flags.map((flag) => `complete -c pds -n '__pds_at ${name}' -l ${flag}`)]
  })
  return `function __pds_at
  set -l given (commandline -opc)[2..]
  set -l words (string match -v -- '-*' $given)
  for i in (seq (count $argv))
    test "$words[$i]" = "$argv[$i]"; or return 1
  end
  test (count $argv) -gt 0; or test (count $words) -eq 0
end
${[...new Set(lines)].join('\n')}
`
}

function quoted(text: string): string {
  return text.replaceAll("'", "\\'")
}
