import type { Command } from './command.js'

const INTRODUCTION = 'Usage: pds <command> [--json] [--help]'

const ENDING = `--json: the result as one JSON document; --help: how a command is used.
Ends with 0 done, 1 something is not as it should be or could not be done, 2 wrong usage, 3 not confirmed.
Settings are those of the server, which may run meanwhile. Logs go to LOG_DESTINATION; LOG_ENABLED=false for none.
`

/** How the commands are used that begin with these words; all of them if none does. */
export function usageOf(commands: readonly Command[], words: readonly string[]): string {
  const named = commandsNamed(commands, words)
  const [only] = named
  if (only && named.length === 1) return `Usage: pds ${describe(only)}`
  if (named.length > 0) return `${INTRODUCTION}\n\n${list(named)}\n${ENDING}`
  return `${INTRODUCTION}\n\n${list(commands)}\n${ENDING}`
}

/** Those whose names begin with as many of the words as any name does. */
function commandsNamed(commands: readonly Command[], words: readonly string[]): readonly Command[] {
  let named: readonly Command[] = []
  for (let count = 1; count <= words.length; count++) {
    const beginning = words.slice(0, count)
    const next = commands.filter(({ name }) => startsWith(name.split(' '), beginning))
    if (next.length === 0) return named
    named = next
  }
  return named
}

/** Whether a name begins with these words. */
export function startsWith(name: readonly string[], words: readonly string[]): boolean {
  return words.every((word, i) => name[i] === word)
}

function list(commands: readonly Command[]): string {
  return commands.map((command) => `  ${describe(command)}`).join('')
}

function describe({ name, usage, help }: Command): string {
  const lines = help.map((line) => `      ${line}\n`).join('')
  return `${[name, usage].filter(Boolean).join(' ')}\n${lines}`
}
