import type { INestApplicationContext, Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { type Account, Accounts } from '../account/index.js'
import { AppModule } from '../app.module.js'
import { NestLog } from '../telemetry/index.js'
import type { OperatorConsole } from './operator-console.js'

/** Runs something as one more node of the service that takes no requests: none of its routes is made. */
export function withApplication<T>(use: (app: INestApplicationContext) => Promise<T>): Promise<T> {
  return withModule(AppModule, use)
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
  console: OperatorConsole,
): Promise<Account | undefined> {
  const account = await app.get(Accounts, { strict: false }).byIdentifier(identifier)
  if (!account) console.fail(`No account of that name is hosted here: ${identifier}`)
  return account
}
