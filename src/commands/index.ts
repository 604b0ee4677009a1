/**
 * The commands of the operator, `pds …`: the same use cases as the server's methods, called by somebody who has its
 * settings. One file has one command or a few that belong together; `command-table.ts` lists them.
 */
import { CommandLine } from './command-line.js'
import { COMMANDS } from './command-table.js'

/** Runs the command that the arguments name. @returns the exit code of the process */
export function runCommandLine(args: readonly string[]): Promise<number> {
  const { stdin: input, stdout: output, stderr: errors } = process
  return new CommandLine(COMMANDS, { input, output, errors }).run(args)
}
