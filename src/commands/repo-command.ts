import type { INestApplicationContext } from '@nestjs/common'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type Account, Accounts } from '../account/index.js'
import { isSound, RepoImport, RepoNotFound, RepoRebuild } from '../repo/index.js'
import { RepoExporter } from '../sync/index.js'
import { findAccount, withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { noteDeed, ORDER_OPTIONS, ORDER_USAGE } from './operator.js'
import type { ProgressBar } from './operator-console.js'
import { writeNew } from './new-file.js'
import { describeRebuilt } from './rebuild-report.js'

const PAGE = 100

/** `repo verify`, `repo export`, `repo import`. */
export const REPO_COMMANDS: readonly Command[] = [
  {
    name: 'repo verify',
    usage: '<did or handle>… | --all',
    help: [
      'compares tree and commit of repositories with their records, and the signature with the key of the',
      'account; changes nothing; ends with 1 if anything differs',
    ],
    positionals: [0, PAGE],
    options: { all: { type: 'boolean', default: false } },
    run: verifyRepos,
  },
  {
    name: 'repo export',
    usage: '<did or handle> <file>',
    help: ['writes a repository to a new file, as CAR'],
    positionals: [2, 2],
    run: exportRepo,
  },
  {
    name: 'repo import',
    usage: `<did or handle> <file> ${ORDER_USAGE} [--yes]`,
    help: [
      'replaces the repository of an account by that in a CAR file, as importRepo does; blobs are not in it',
    ],
    positionals: [2, 2],
    options: { ...ORDER_OPTIONS, yes: { type: 'boolean', default: false, short: 'y' } },
    run: importRepo,
  },
]

function verifyRepos({ positionals, values, console }: CommandArguments): Promise<number> | undefined {
  const isAll = values['all'] === true
  if (isAll === positionals.length > 0) return undefined
  return withApplication(async (app) => {
    const rebuild = app.get(RepoRebuild, { strict: false })
    const wrong: { did: string; findings: unknown }[] = []
    let count = 0
    const bar = console.progress('verified', 0, 'repositories')
    for await (const account of isAll ? allAccounts(app) : named(app, positionals)) {
      const rebuilt = await rebuild.run(account, { dryRun: true })
      count += 1
      bar.add(1)
      if (isSound(rebuilt.findings)) continue
      wrong.push({ did: account.did, findings: rebuilt.findings })
      console.say(describeRebuilt(account.did, rebuilt).text)
    }
    bar.end()
    console.result({ verified: count, wrong }, `${count} verified, ${wrong.length} not as they should be\n`)
    return wrong.length === 0 ? EXIT.done : EXIT.differs
  })
}

/** What is in a file, piece by piece, and how far that has come. */
async function* piecesOf(file: string, bar: ProgressBar): AsyncIterable<Uint8Array> {
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
    bar.add(piece.length)
    yield piece
  }
}

async function* allAccounts(app: INestApplicationContext): AsyncIterable<Account> {
  const accounts = app.get(Accounts, { strict: false })
  let after: Account['did'] | undefined
  do {
    const page = await accounts.search(undefined, after, PAGE)
    yield* page
    after = page.at(-1)?.did
  } while (after !== undefined)
}

async function* named(app: INestApplicationContext, names: readonly string[]): AsyncIterable<Account> {
  for (const name of names) {
    const account = await app.get(Accounts, { strict: false }).byIdentifier(name)
    if (!account) throw new RepoNotFound(name)
    yield account
  }
}

function exportRepo({ positionals, values, console }: CommandArguments): Promise<number> {
  const [identifier, file] = positionals as [string, string]
  return withApplication(async (app) => {
    const account = await findAccount(app, identifier, console)
    if (!account) return EXIT.differs
    const { did } = account
    await noteDeed(app, values, { action: 'repo.export', target: { type: 'account', id: did } })
    const car = await app.get(RepoExporter, { strict: false }).export(did, { isPrivate: true })
    if (!car) throw new RepoNotFound(did)
    try {
      const bytes = await writeNew(file, car)
      console.result({ did, file, bytes }, `${file} has the repository of ${did}, ${bytes} bytes\n`)
      return EXIT.done
    } catch (error) {
      console.fail((error as Error).message)
      return EXIT.differs
    }
  })
}

function importRepo({ positionals, values, console }: CommandArguments): Promise<number> {
  const [identifier, file] = positionals as [string, string]
  return withApplication(async (app) => {
    const account = await findAccount(app, identifier, console)
    if (!account) return EXIT.differs
    const { size } = await stat(file)
    const what = `The repository of ${account.handle ?? account.did} will be replaced.`
    if (!(await console.confirm(what, values['yes'] === true))) return EXIT.declined
    await noteDeed(app, values, { action: 'repo.import', target: { type: 'account', id: account.did } })
    const bar = console.progress('read', size, 'bytes')
    await app.get(RepoImport, { strict: false }).run(account, { body: piecesOf(file, bar), size })
    bar.end()
    console.result({ did: account.did, bytes: size }, `${account.did} has the repository of ${file}\n`)
    return EXIT.done
  })
}
