import { Accounts } from './account/index.js'
import { FactorReset } from './auth/index.js'
import { type Command, EXIT, say, withApplication } from './command.js'

/** `factors reset`. */
export const factorsResetCommand: Command = {
  name: 'factors reset',
  usage: '<handle or DID>',
  help: [
    'removes the second factors of an account whose owner has lost them: from then on the password is enough;',
    'the owner is told by mail. Make sure who asks. Ends with 1 if there is no such account, or it has none',
  ],
  positionals: [1, 1],
  run: ({ positionals: [identifier] }) => reset(identifier!),
}

function reset(identifier: string): Promise<number> {
  return withApplication(async (app) => {
    const account = await app.get(Accounts, { strict: false }).byIdentifier(identifier)
    if (!account) {
      say(`There is no account ${identifier}.\n`)
      return EXIT.differs
    }
    const count = await app.get(FactorReset, { strict: false }).reset(account.did)
    say(count === 0 ? 'The account has no second factors.\n' : `Second factors removed: ${count}\n`)
    return count === 0 ? EXIT.differs : EXIT.done
  })
}
