import type { INestApplicationContext, Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { ParseArgsConfig } from 'node:util'
import { type Account, Accounts } from './account/index.js'
import { AppModule } from './app.module.js'
import { createApplication } from './server.js'
import { NestLog } from './telemetry/index.js'

/** How a command ends: `differs` where something is not as it should be, or could not be done. */
export const EXIT = { done: 0, differs: 1, usage: 2 } as const

/** What was given to a command besides its name. */
export interface CommandArguments {
  readonly positionals: readonly string[]
  readonly values: Readonly<Record<string, unknown>>
}

/** A command of the operator: `npm run pds -- <name> …`. */
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

/** Writes what is for people. */
export function say(text: string): void {
  process.stdout.write(text)
}

/** Runs something as one more node of the service that takes no requests. */
export async function withApplication<T>(use: (app: INestApplicationContext) => Promise<T>): Promise<T> {
  const app = await createApplication(AppModule)
  try {
    await app.init()
    return await use(app)
  } finally {
    await app.close()
  }
}

/** Runs something with the parts of one module, beside a server or without one. */
export async function withModule<T>(
  module: Type,
  use: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const app = await NestFactory.createApplicationContext(module, { bufferLogs: true, abortOnError: false })
  app.useLogger(app.get(NestLog, { strict: false }))
  try {
    return await use(app)
  } finally {
    await app.close()
  }
}

/** The account of that name; where there is none, that is said. */
export async function findAccount(
  app: INestApplicationContext,
  identifier: string,
): Promise<Account | undefined> {
  const account = await app.get(Accounts, { strict: false }).byIdentifier(identifier)
  if (!account) process.stderr.write(`No account of that name is hosted here: ${identifier}\n`)
  return account
}
