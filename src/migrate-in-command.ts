import { type Command } from './command.js'
import { Environment } from './config/index.js'
import { MigrateIn, MOVE_HELP, MOVE_OPTIONS, readMoveOptions, Terminal } from './migration/index.js'

/** `migrate-in`: needs neither the database nor the secrets of the server, and may run elsewhere. */
export const migrateInCommand: Command = {
  name: 'migrate-in',
  usage: '<handle or did> [options]',
  help: MOVE_HELP,
  positionals: [1, 1],
  options: MOVE_OPTIONS,
  run: (given) => {
    const options = readMoveOptions(given)
    const terminal = new Terminal(process.stdin, process.stdout)
    return options && new MigrateIn(Environment.ofProcess(), terminal).run(options)
  },
}
