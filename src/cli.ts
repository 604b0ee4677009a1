import './quiet-library.js'
import 'reflect-metadata'
import { parseArgs } from 'node:util'
import { blobsSweepCommand, blobsUsageCommand } from './blobs-command.js'
import { blobsCopyCommand } from './blobs-copy-command.js'
import { backupCommand } from './backup-command.js'
import { backupListCommand } from './backup-list-command.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { InvalidConfiguration } from './config/index.js'
import { importsCommand } from './imports-command.js'
import { keysRewrapCommand } from './keys-rewrap-command.js'
import { mailFailedCommand, mailTestCommand } from './mail-command.js'
import { migrateInCommand } from './migrate-in-command.js'
import { rebuildCommand } from './rebuild-command.js'
import { Refusal } from './refusal.js'
import { reportsListCommand, reportsResolveCommand, reportsShowCommand } from './reports-command.js'

const COMMANDS: readonly Command[] = [
  rebuildCommand,
  importsCommand,
  blobsSweepCommand,
  blobsUsageCommand,
  blobsCopyCommand,
  migrateInCommand,
  keysRewrapCommand,
  mailTestCommand,
  mailFailedCommand,
  reportsListCommand,
  reportsShowCommand,
  reportsResolveCommand,
  // The longer names first.
  backupListCommand,
  backupCommand,
]

const USAGE = `Usage: npm run pds -- <command>

${COMMANDS.map(({ name, usage, help }) => `  ${name} ${usage}\n${help.map((line) => `      ${line}\n`).join('')}`).join('')}
Settings are those of the server, which may run meanwhile. Logs go to LOG_DESTINATION; LOG_ENABLED=false for none.
`

/** The command that the arguments begin with, and what follows. */
function findCommand(args: readonly string[]): { command: Command; rest: string[] } | undefined {
  for (const command of COMMANDS) {
    const words = command.name.split(' ')
    if (words.every((word, i) => args[i] === word)) return { command, rest: args.slice(words.length) }
  }
  return undefined
}

/** What is given to a command; undefined if that is too much, too little or unknown. */
function readArguments({ options, positionals: [least, most] }: Command, args: string[]) {
  try {
    const given = parseArgs({ args, options: options ?? {}, allowPositionals: true })
    const count = given.positionals.length
    return count < least || count > most ? undefined : (given as CommandArguments)
  } catch {
    return undefined
  }
}

async function run(): Promise<number> {
  const found = findCommand(process.argv.slice(2))
  const given = found && readArguments(found.command, found.rest)
  const done = given && found.command.run(given)
  if (done) return done
  process.stderr.write(USAGE)
  return EXIT.usage
}

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isExpected = error instanceof InvalidConfiguration || error instanceof Refusal
    const text = isExpected ? error.message : ((error as Error).stack ?? String(error))
    process.stderr.write(`${text}\n`)
    process.exit(EXIT.differs)
  },
)
