import 'reflect-metadata'
import { parseArgs } from 'node:util'
import { Accounts } from './account/index.js'
import { AppModule } from './app.module.js'
import { Environment, InvalidConfiguration } from './config/index.js'
import { showDeadLetters, testMail } from './mail-command.js'
import { Refusal } from './refusal.js'
import { RepoRebuild } from './repo/index.js'
import { describeRebuilt } from './rebuild-report.js'
import { createApplication } from './server.js'

const USAGE = `Usage: npm run pds -- <command>

  rebuild <did or handle> [--dry-run]
             works out the tree and the commit of a repository from its records, and stores them where they differ
             from what is there; --dry-run only tells what differs, and ends with 1 if anything does
  mail test <address>
             sends a mail for trial, and tells of each step what came of it and what to do; ends with 1 if the
             mail was not taken
  mail failed [--retry]
             lists the mails that were given up; --retry sends them again

Settings are those of the server, which may run meanwhile. Logs go to LOG_DESTINATION; LOG_ENABLED=false for none.
`

const EXIT = { done: 0, differs: 1, usage: 2 } as const

const OPTIONS = {
  'dry-run': { type: 'boolean', default: false },
  retry: { type: 'boolean', default: false },
} as const

const write = (text: string): void => void process.stdout.write(text)

/** What was asked for, as something to be done; undefined when it cannot be made out. */
function readArguments(): (() => Promise<number>) | undefined {
  try {
    const { positionals, values } = parseArgs({ options: OPTIONS, allowPositionals: true })
    const given = Object.entries(values).filter(([, value]) => value)
    const allow = (option: keyof typeof OPTIONS) => given.every(([name]) => name === option)
    const [command, what, third, ...more] = positionals
    if (more.length > 0) return undefined
    if (command === 'rebuild' && what !== undefined && third === undefined && allow('dry-run'))
      return () => rebuild(what, values['dry-run'])
    if (command === 'mail' && what === 'test' && third?.includes('@') && given.length === 0)
      return () => tryMail(third)
    if (command === 'mail' && what === 'failed' && third === undefined && allow('retry'))
      return () => failedMails(values.retry)
    return undefined
  } catch {
    return undefined
  }
}

async function tryMail(address: string): Promise<number> {
  return (await testMail(Environment.ofProcess(), address, write)) ? EXIT.done : EXIT.differs
}

async function failedMails(sendAgain: boolean): Promise<number> {
  await showDeadLetters(AppModule, sendAgain, write)
  return EXIT.done
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
    write(text)
    return isAsItShouldBe ? EXIT.done : EXIT.differs
  } finally {
    await app.close()
  }
}

async function run(): Promise<number> {
  const asked = readArguments()
  if (asked) return asked()
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
