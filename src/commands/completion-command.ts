import { completionScript, isShell } from './completion.js'
import { type Command, EXIT } from './command.js'

/** `completion`. @param commands all there are, this one included */
export function completionCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    usage: 'bash|zsh|fish',
    help: [
      'prints what makes a shell complete the names of commands and options: source <(pds completion bash),',
      'source <(pds completion zsh), pds completion fish | source',
    ],
    positionals: [1, 1],
    run: ({ positionals: [shell], console }) => {
      if (!isShell(shell)) return undefined
      const script = completionScript(shell, commands())
      console.result({ shell, script }, script)
      return Promise.resolve(EXIT.done)
    },
  }
}
