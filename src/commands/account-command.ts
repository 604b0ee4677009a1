import { readFile } from 'node:fs/promises'
import { SignOut } from '../account/index.js'
import { AccountCreation, AccountNotes, LifeJournal } from '../lifecycle/index.js'
import { Random } from '../telemetry/index.js'
import { ACCOUNT_LIST_COMMAND } from './account-list-command.js'
import { accountView, describeAccount, describeSessions } from './account-views.js'
import { findAccount, withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { lookedAt, ORDER_OPTIONS, ORDER_USAGE, orderOf } from './operator.js'

const HISTORY_SHOWN = 20
const PASSWORD_BYTES = 18

/** What is noted of an account that was made. */
const CREATED = { command: 'create', from: 'active', to: 'active', isChange: true } as const

/** `account show`. */
const accountShowCommand: Command = {
  name: 'account show',
  usage: '<did or handle>',
  help: ['shows all of an account, and what was done to it'],
  positionals: [1, 1],
  run: showAccount,
}

/** `account create`. */
const accountCreateCommand: Command = {
  name: 'account create',
  usage: `<handle> <e-mail> [--password-file <file>] ${ORDER_USAGE}`,
  help: ['makes an account; without a file with a password one is made up and shown, once'],
  positionals: [2, 2],
  options: { 'password-file': { type: 'string' }, ...ORDER_OPTIONS },
  run: createAccount,
}

/** `account sessions list`. */
const accountSessionsListCommand: Command = {
  name: 'account sessions list',
  usage: '<did or handle>',
  help: ['lists the open sessions of an account: with a password, an app password, of applications'],
  positionals: [1, 1],
  run: listSessions,
}

/** `account sessions end`. */
const accountSessionsEndCommand: Command = {
  name: 'account sessions end',
  usage: `<did or handle> ${ORDER_USAGE}`,
  help: ['ends all sessions of an account, on all nodes'],
  positionals: [1, 1],
  options: ORDER_OPTIONS,
  run: endSessions,
}

/** What looks at accounts, makes them, and signs them out. */
export const ACCOUNT_COMMANDS: readonly Command[] = [
  ACCOUNT_LIST_COMMAND,
  accountShowCommand,
  accountCreateCommand,
  accountSessionsListCommand,
  accountSessionsEndCommand,
]

function showAccount({ positionals: [identifier], values, console }: CommandArguments): Promise<number> {
  return withApplication(async (app) => {
    const account = await findAccount(app, identifier!, console)
    if (!account) return EXIT.differs
    const look = { action: 'accounts.view', did: account.did, path: 'pds account show', query: {} }
    const history = await lookedAt(app, values, look, () =>
      app.get(LifeJournal, { strict: false }).list(account.did, HISTORY_SHOWN),
    )
    console.result({ ...accountView(account), history }, describeAccount(account, history))
    return EXIT.done
  })
}

function createAccount({ positionals, values, console }: CommandArguments): Promise<number> {
  const [handle = '', email = ''] = positionals
  const file = values['password-file'] as string | undefined
  return withApplication(async (app) => {
    const given = file === undefined ? undefined : (await readFile(file, 'utf8')).trim()
    const random = app.get(Random, { strict: false })
    const password = given ?? Buffer.from(random.bytes(PASSWORD_BYTES)).toString('base64url')
    const journal = app.get(LifeJournal, { strict: false })
    const creation = app.get(AccountCreation, { strict: false })
    const wanted = { handle, email, password, byAdministrator: true }
    const { did, handle: own } = await creation.create(wanted, (made, tx) =>
      journal.record(tx, made, orderOf(values), CREATED),
    )
    const shown = given === undefined ? { password } : {}
    const text = given === undefined ? `Password: ${password}\n` : ''
    console.result({ did, handle: own, email, ...shown }, `${own} is ${did}\n${text}`)
    return EXIT.done
  })
}

function listSessions({ positionals: [identifier], values, console }: CommandArguments): Promise<number> {
  return withApplication(async (app) => {
    const account = await findAccount(app, identifier!, console)
    if (!account) return EXIT.differs
    const look = { action: 'sessions.view', did: account.did, path: 'pds account sessions list', query: {} }
    const sessions = await lookedAt(app, values, look, () =>
      app.get(SignOut, { strict: false }).openSessions(account.did),
    )
    console.result({ did: account.did, sessions }, describeSessions(sessions))
    return EXIT.done
  })
}

function endSessions({ positionals: [identifier], values, console }: CommandArguments): Promise<number> {
  return withApplication(async (app) => {
    const account = await findAccount(app, identifier!, console)
    if (!account) return EXIT.differs
    await app.get(AccountNotes, { strict: false }).endSessions(account.did, orderOf(values))
    console.result({ did: account.did, ended: true }, `All sessions of ${account.did} have ended.\n`)
    return EXIT.done
  })
}
