import 'reflect-metadata'
import { parseArgs } from 'node:util'
import type { INestApplication } from '@nestjs/common'
import { type Account, Accounts } from './account/index.js'
import { AppModule } from './app.module.js'
import { BlobSweep, BlobUsage } from './blob/index.js'
import { describeSweep, describeTotal, describeUsage } from './blob-reports.js'
import { InvalidConfiguration } from './config/index.js'
import { Refusal } from './refusal.js'
import { RepoRebuild } from './repo/index.js'
import { describeRebuilt } from './rebuild-report.js'
import { createApplication } from './server.js'

const USAGE = `Usage: npm run pds -- rebuild <did or handle> [--dry-run]
       npm run pds -- blobs sweep [--dry-run]
       npm run pds -- blobs usage [<did or handle>]

  rebuild      works out the tree and the commit of a repository from its records, and stores them where they differ
               from what is there; --dry-run only tells what differs, and ends with 1 if anything does
  blobs sweep  removes from the store of blobs what nothing names, and lists blobs whose bytes are lost; --dry-run only
               tells; ends with 1 if bytes are lost
  blobs usage  what an account stores and may store; without one, what all of them store

Settings are those of the server, which may run meanwhile. Logs go to LOG_DESTINATION; LOG_ENABLED=false for none.
`

const EXIT = { done: 0, differs: 1, usage: 2 } as const

const OPTIONS = {
  'dry-run': { type: 'boolean' },
} as const

type Given = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']
type Command = (app: INestApplication) => Promise<number>

/** What was asked for; undefined when it cannot be made out. */
function readArguments(): Command | undefined {
  try {
    const { positionals, values } = parseArgs({ options: OPTIONS, allowPositionals: true })
    const [command, argument, identifier, ...more] = positionals
    if (argument === undefined || more.length > 0) return undefined
    if (command === 'blobs' && argument === 'usage') return usageCommand(identifier, values)
    if (identifier !== undefined) return undefined
    if (command === 'rebuild') return rebuildCommand(argument, values)
    if (command === 'blobs' && argument === 'sweep') return sweepCommand(values)
    return undefined
  } catch {
    return undefined
  }
}

function rebuildCommand(identifier: string, { 'dry-run': dryRun = false, ...other }: Given) {
  if (Object.keys(other).length > 0) return undefined
  return (app: INestApplication) => rebuild(app, identifier, dryRun)
}

function sweepCommand({ 'dry-run': dryRun = false, ...other }: Given) {
  if (Object.keys(other).length > 0) return undefined
  return (app: INestApplication) => sweepBlobs(app, dryRun)
}

function usageCommand(identifier: string | undefined, given: Given) {
  if (Object.keys(given).length > 0) return undefined
  return (app: INestApplication) => tellUsage(app, identifier)
}

async function rebuild(app: INestApplication, identifier: string, dryRun: boolean): Promise<number> {
  const account = await findAccount(app, identifier)
  if (!account) return EXIT.differs
  const rebuilt = await app.get(RepoRebuild, { strict: false }).run(account, { dryRun })
  const { text, isAsItShouldBe } = describeRebuilt(account.did, rebuilt)
  process.stdout.write(text)
  return isAsItShouldBe ? EXIT.done : EXIT.differs
}

async function sweepBlobs(app: INestApplication, dryRun: boolean): Promise<number> {
  const report = await app.get(BlobSweep, { strict: false }).run({ dryRun })
  process.stdout.write(describeSweep(report, dryRun))
  return report.missing.length === 0 ? EXIT.done : EXIT.differs
}

async function tellUsage(app: INestApplication, identifier: string | undefined): Promise<number> {
  const usage = app.get(BlobUsage, { strict: false })
  if (identifier === undefined) {
    process.stdout.write(describeTotal(await usage.ofAll()))
    return EXIT.done
  }
  const account = await findAccount(app, identifier)
  if (!account) return EXIT.differs
  process.stdout.write(describeUsage(account.did, await usage.of(account.did)))
  return EXIT.done
}

async function findAccount(app: INestApplication, identifier: string): Promise<Account | undefined> {
  const account = await app.get(Accounts, { strict: false }).byIdentifier(identifier)
  if (!account) process.stderr.write(`No account of that name is hosted here: ${identifier}\n`)
  return account
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

async function run(): Promise<number> {
  const command = readArguments()
  if (command) return withApplication(command)
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
