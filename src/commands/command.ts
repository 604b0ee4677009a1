import type { ParseArgsConfig } from 'node:util'
import type { OperatorConsole } from './operator-console.js'

/**
 * How a command ends: `differs` where something is not as it should be, or could not be done; `declined` where it would
 * have destroyed something and nobody confirmed that.
 */
export const EXIT = { done: 0, differs: 1, usage: 2, declined: 3 } as const

/** What was given to a command besides its name, and where it answers. */
export interface CommandArguments {
  readonly positionals: readonly string[]
  readonly values: Readonly<Record<string, unknown>>
  readonly console: OperatorConsole
}

/** A command of the operator: `pds <name> …`. All of them have `--json` and `--help`. */
export interface Command {
  /** One word or more: `mail test`. */
  readonly name: string
  /** What follows the name, as in `<did or handle> [--dry-run]`. */
  readonly usage: string
  /** What it does, in lines of at most 100 characters. */
  readonly help: readonly string[]
  /** Fewest and most arguments that are no options. */
  readonly positionals: readonly [least: number, most: number]
  readonly options?: ParseArgsConfig['options']
  /** @returns the exit code; undefined if the arguments cannot be made out */
  run(given: CommandArguments): Promise<number> | undefined
}
