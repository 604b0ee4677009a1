import type { INestApplicationContext } from '@nestjs/common'
import { type Account, EmailChanges, PasswordChanges } from '../account/index.js'
import { AccountNotes, HandleChange } from '../lifecycle/index.js'
import { findAccount, withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import type { OperatorConsole } from './operator-console.js'
import { ORDER_OPTIONS, ORDER_USAGE, orderOf } from './operator.js'

/** Does it, unless something is in the way. @returns what the history calls it; undefined when it was not done */
type Act = (
  app: INestApplicationContext,
  account: Account,
  value: string | undefined,
  console: OperatorConsole,
) => Promise<string | undefined>

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

const setEmail: Act = async (app, { did }, email) => {
  await app.get(EmailChanges, { strict: false }).overrule(did, email!)
  return 'setEmail'
}

const setHandle: Act = async (app, { did }, handle) => {
  await app.get(HandleChange, { strict: false }).change(did, handle!, { allowAnyValid: true })
  return 'setHandle'
}

const sendPasswordReset: Act = async (app, { email, lockedAt }, _value, console) => {
  const hindrance = email === undefined ? 'has no e-mail address' : lockedAt && 'is locked'
  if (hindrance) {
    console.fail(`The account ${hindrance}: nothing was sent.`)
    return undefined
  }
  await app.get(PasswordChanges, { strict: false }).requestReset(email!)
  return 'sendPasswordReset'
}

function act({ positionals, values, console }: CommandArguments, how: Act): Promise<number> {
  const [identifier, value] = positionals
  return withApplication(async (app) => {
    const account = await findAccount(app, identifier!, console)
    const done = account && (await how(app, account, value, console))
    if (!account || done === undefined) return EXIT.differs
    await app.get(AccountNotes, { strict: false }).note(account.did, done, orderOf(values))
    console.result({ did: account.did, done }, `Done: ${done} of ${account.did}.\n`)
    return EXIT.done
  })
}
