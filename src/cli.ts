import 'reflect-metadata'
import { parseArgs } from 'node:util'
import { Accounts } from './account/index.js'
import { AppModule } from './app.module.js'
import { InvalidConfiguration } from './config/index.js'
import { Refusal } from './refusal.js'
import { describeImports } from './imports-report.js'
import { ImportStore, RepoRebuild } from './repo/index.js'
import { describeRebuilt } from './rebuild-report.js'
import { createApplication } from './server.js'
import { Clock } from './telemetry/index.js'

const USAGE = `Usage: npm run pds -- rebuild <did or handle> [--dry-run]
       npm run pds -- imports

  rebuild    works out the tree and the commit of a repository from its records, and stores them where they differ
             from what is there; --dry-run only tells what differs, and ends with 1 if anything does
  imports    lists the imports that have not ended, and how far each has come

Settings are those of the server, which may run meanwhile. Logs go to LOG_DESTINATION; LOG_ENABLED=false for none.
`

const EXIT = { done: 0, differs: 1, usage: 2 } as const

/** What was asked for; undefined when it cannot be made out. */
function readArguments(): { identifier: string; dryRun: boolean } | undefined {
  try {
    const options = { 'dry-run': { type: 'boolean', default: false } } as const
    const { positionals, values } = parseArgs({ options, allowPositionals: true })
    const [command, identifier, ...more] = positionals
    if (command !== 'rebuild' || identifier === undefined || more.length > 0) return undefined
    return { identifier, dryRun: values['dry-run'] }
  } catch {
    return undefined
  }
}

/** Works as one more node of the service that takes no requests. */
async function rebuild(identifier: string, dryRun: boolean): Promise<number> {
  const app = await createApplication(AppModule)
  try {
    await app.init()
    const account = await app.get(Accounts, { strict: false }).byIdentifier(identifier)
    if (!account) {
      process.stderr.write(`No account of that name is hosted here: ${identifier}\n`)
      return EXIT.differs
    }
    const rebuilt = await app.get(RepoRebuild, { strict: false }).run(account, { dryRun })
    const { text, isAsItShouldBe } = describeRebuilt(account.did, rebuilt)
    process.stdout.write(text)
    return isAsItShouldBe ? EXIT.done : EXIT.differs
  } finally {
    await app.close()
  }
}

/** Works as {@link rebuild} does. */
async function listImports(): Promise<number> {
  const app = await createApplication(AppModule)
  try {
    await app.init()
    const imports = await app.get(ImportStore, { strict: false }).list()
    process.stdout.write(describeImports(imports, app.get(Clock, { strict: false }).nowMs()))
    return EXIT.done
  } finally {
    await app.close()
  }
}

async function run(): Promise<number> {
  if (process.argv.slice(2).join(' ') === 'imports') return listImports()
  const asked = readArguments()
  if (asked) return rebuild(asked.identifier, asked.dryRun)
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
