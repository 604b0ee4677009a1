import type { INestApplicationContext } from '@nestjs/common'
import { type Account, EmailChanges, PasswordChanges, stateOf } from '../account/index.js'
import { AccountNotes, HandleChange, LifeJournal } from '../lifecycle/index.js'
import { findAccount, withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import type { Queryable } from '../database/index.js'
import type { OperatorConsole } from './operator-console.js'
import { type CommandOrder, ORDER_OPTIONS, ORDER_USAGE, orderOf } from './operator.js'

/** What is to be done, for whom, and who wants it. */
interface Wish {
  readonly app: INestApplicationContext
  readonly account: Account
  readonly value: string | undefined
  readonly by: CommandOrder
  readonly console: OperatorConsole
}

/** Does it and notes it, unless something is in the way. @returns what it is called; undefined: it was not done */
type Act = (wish: Wish) => Promise<string | undefined>

/** `account set-email`, `account set-handle`, `account reset-password`. */
export const ACCOUNT_CONTACT_COMMANDS: readonly Command[] = [
  {
    name: 'account set-email',
    usage: `<did or handle> <e-mail> ${ORDER_USAGE}`,
    help: ['gives an account another address, which is not confirmed then'],
    positionals: [2, 2],
    options: ORDER_OPTIONS,
    run: (given) => act(given, setEmail),
  },
  {
    name: 'account set-handle',
    usage: `<did or handle> <new handle> ${ORDER_USAGE}`,
    help: ['gives an account another handle, here and in its identity; reserved names are allowed'],
    positionals: [2, 2],
    options: ORDER_OPTIONS,
    run: (given) => act(given, setHandle),
  },
  {
    name: 'account reset-password',
    usage: `<did or handle> ${ORDER_USAGE}`,
    help: ['sends the owner a mail with a code, with which a new password can be chosen'],
    positionals: [1, 1],
    options: ORDER_OPTIONS,
    run: (given) => act(given, sendPasswordReset),
  },
]

const setEmail: Act = async (wish) => {
  const { app, account, value } = wish
  await app.get(EmailChanges, { strict: false }).overrule(account.did, value!, noteIn(wish, 'setEmail'))
  return 'setEmail'
}

const setHandle: Act = async (wish) => {
  const { app, account, value } = wish
  const options = { allowAnyValid: true, step: noteIn(wish, 'setHandle') }
  await app.get(HandleChange, { strict: false }).change(account.did, value!, options)
  return 'setHandle'
}

const sendPasswordReset: Act = async ({ app, account, by, console }) => {
  const { did, email, lockedAt } = account
  const hindrance = email === undefined ? 'has no e-mail address' : lockedAt && 'is locked'
  if (hindrance) {
    console.fail(`The account ${hindrance}: nothing was sent.`)
    return undefined
  }
  // A letter cannot be taken back: that it is sent is noted first.
  await app.get(AccountNotes, { strict: false }).note(did, 'sendPasswordReset', by)
  await app.get(PasswordChanges, { strict: false }).requestReset(email!)
  return 'sendPasswordReset'
}

/** Notes what is done, in the transaction that does it. */
function noteIn({ app, account, by }: Wish, command: string): (tx: Queryable) => Promise<void> {
  const journal = app.get(LifeJournal, { strict: false })
  const state = stateOf(account)
  return (tx) => journal.record(tx, account.did, by, { command, from: state, to: state, isChange: true })
}

function act({ positionals, values, console }: CommandArguments, how: Act): Promise<number> {
  const [identifier, value] = positionals
  return withApplication(async (app) => {
    const account = await findAccount(app, identifier!, console)
    const done = account && (await how({ app, account, value, by: orderOf(values), console }))
    if (!account || done === undefined) return EXIT.differs
    console.result({ did: account.did, done }, `Done: ${done} of ${account.did}.\n`)
    return EXIT.done
  })
}
