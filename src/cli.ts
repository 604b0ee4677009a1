import 'reflect-metadata'
import { parseArgs } from 'node:util'
import type { INestApplicationContext } from '@nestjs/common'
import { Accounts } from './account/index.js'
import { AppModule } from './app.module.js'
import { InvalidConfiguration } from './config/index.js'
import { KeyRewrap } from './identity/index.js'
import { Refusal } from './refusal.js'
import { RepoRebuild } from './repo/index.js'
import { describeRebuilt } from './rebuild-report.js'
import { createApplication } from './server.js'

const USAGE = `Usage: npm run pds -- rebuild <did or handle> [--dry-run]
       npm run pds -- keys rewrap

  rebuild    works out the tree and the commit of a repository from its records, and stores them where they differ
             from what is there; --dry-run only tells what differs, and ends with 1 if anything does
  keys       wraps the signing keys in the database with the present key-encryption key; ends with 1 if any could not
             be opened. It may be interrupted, and done again

Settings are those of the server, which may run meanwhile. Logs go to LOG_DESTINATION; LOG_ENABLED=false for none.
`

const EXIT = { done: 0, differs: 1, usage: 2 } as const

/** Does something with the application, and says how to end. */
type Command = (app: INestApplicationContext) => Promise<number>

/** What was asked for; undefined when it cannot be made out. */
function readArguments(): Command | undefined {
  try {
    const options = { 'dry-run': { type: 'boolean' } } as const
    const { positionals, values } = parseArgs({ options, allowPositionals: true })
    const [command, subject, ...more] = positionals
    const dryRun = values['dry-run']
    if (subject === undefined || more.length > 0) return undefined
    if (command === 'rebuild') return (app) => rebuild(app, subject, dryRun ?? false)
    if (command === 'keys' && subject === 'rewrap' && dryRun === undefined) return rewrapKeys
    return undefined
  } catch {
    return undefined
  }
}

/** Works as one more node of the service that takes no requests. */
async function withApplication(command: Command): Promise<number> {
  const app = await createApplication(AppModule)
  try {
    await app.init()
    return await command(app)
  } finally {
    await app.close()
  }
}

async function rebuild(app: INestApplicationContext, identifier: string, dryRun: boolean): Promise<number> {
  const account = await app.get(Accounts, { strict: false }).byIdentifier(identifier)
  if (!account) {
    process.stderr.write(`No account of that name is hosted here: ${identifier}\n`)
    return EXIT.differs
  }
  const rebuilt = await app.get(RepoRebuild, { strict: false }).run(account, { dryRun })
  const { text, isAsItShouldBe } = describeRebuilt(account.did, rebuilt)
  process.stdout.write(text)
  return isAsItShouldBe ? EXIT.done : EXIT.differs
}

async function rewrapKeys(app: INestApplicationContext): Promise<number> {
  const tables = await app.get(KeyRewrap, { strict: false }).run()
  for (const { table, rewrapped, unopened } of tables) {
    const problem = unopened > 0 ? `, ${unopened} could not be opened` : ''
    process.stdout.write(`${table}: ${rewrapped} keys wrapped anew${problem}\n`)
  }
  return tables.some(({ unopened }) => unopened > 0) ? EXIT.differs : EXIT.done
}

async function run(): Promise<number> {
  const asked = readArguments()
  if (asked) return withApplication(asked)
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
