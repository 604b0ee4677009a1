import type { Command, CommandArguments } from './command.js'
import { Environment } from '../config/index.js'
import {
  MigrateIn,
  MOVE_HELP,
  MOVE_OPTIONS,
  type MoveOptions,
  readMoveOptions,
  Terminal,
} from '../migration/index.js'

/** `migrate-in`: needs neither the database nor the secrets of the server, and may run elsewhere. */
export const migrateInCommand: Command = {
  name: 'migrate-in',
  usage: '<handle or did> [options]',
  help: MOVE_HELP,
  positionals: [1, 1],
  options: MOVE_OPTIONS,
  run: (given) => {
    const options = readMoveOptions(given)
    return options && move(options, given)
  },
}

async function move(options: MoveOptions, { console }: CommandArguments): Promise<number> {
  const terminal = new Terminal(console.input, console.talk)
  const exitCode = await new MigrateIn(Environment.ofProcess(), terminal).run(options)
  console.result({ identifier: options.identifier, exitCode }, '')
  return exitCode
}
