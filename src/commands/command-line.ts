import { parseArgs, type ParseArgsConfig } from 'node:util'
import { InvalidConfiguration } from '../config/index.js'
import { Refusal } from '../refusal.js'
import { type Command, EXIT } from './command.js'
import { OperatorConsole, type Streams } from './operator-console.js'
import { startsWith, usageOf } from './usage.js'

/** What every command takes. */
const GENERAL_OPTIONS = {
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false, short: 'h' },
} as const satisfies ParseArgsConfig['options']

/** Runs the commands of a table. */
export class CommandLine {
  constructor(
    private readonly commands: readonly Command[],
    private readonly streams: Streams,
  ) {}

  /** @param args as given to the process @returns the exit code */
  async run(args: readonly string[]): Promise<number> {
    const found = this.#find(args)
    if (args.includes('--help') || args.includes('-h') || args[0] === 'help') return this.#help(args)
    const given = found && readArguments(found.command, found.rest)
    if (!given) return this.#misused(args)
    const console = new OperatorConsole(this.streams, given.values['json'] === true)
    try {
      return (await found.command.run({ ...given, console })) ?? this.#misused(args)
    } catch (error) {
      return explain(error, console)
    }
  }

  /** The command that the arguments begin with, and what follows; of two, the one with the longer name. */
  #find(args: readonly string[]): { command: Command; rest: string[] } | undefined {
    const [command] = this.commands
      .filter(({ name }) => startsWith(args, name.split(' ')))
      .sort((a, b) => b.name.length - a.name.length)
    return command && { command, rest: args.slice(command.name.split(' ').length) }
  }

  #help(args: readonly string[]): number {
    const words = args.filter((word) => word !== 'help')
    this.streams.output.write(usageOf(this.commands, words))
    return EXIT.done
  }

  #misused(args: readonly string[]): number {
    this.streams.errors.write(usageOf(this.commands, args))
    return EXIT.usage
  }
}

/** What is given to a command; undefined if that is too much, too little or unknown. */
function readArguments({ options, positionals: [least, most] }: Command, args: string[]) {
  try {
    const given = parseArgs({ args, options: { ...options, ...GENERAL_OPTIONS }, allowPositionals: true })
    const count = given.positionals.length
    return count < least || count > most ? undefined : given
  } catch {
    return undefined
  }
}

/** What can be wrong with a file or a folder that somebody has named. */
const OF_FILES = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC'])

/** Sockets have such codes as well, where a server is not there. */
function isOfFile(error: unknown): error is NodeJS.ErrnoException {
  const { code = '', syscall } = (error ?? {}) as NodeJS.ErrnoException
  return error instanceof Error && OF_FILES.has(code) && syscall !== undefined && syscall !== 'connect'
}

/** What is expected to fail is told in a line; the rest with where it comes from. */
function explain(error: unknown, console: OperatorConsole): number {
  if (error instanceof Refusal) console.fail(error.message, error.code)
  else if (error instanceof InvalidConfiguration) console.fail(error.message, 'InvalidConfiguration')
  else if (isOfFile(error)) console.fail(error.message, 'FileUnusable')
  else console.fail((error as Error).stack ?? String(error), 'InternalError')
  return EXIT.differs
}
