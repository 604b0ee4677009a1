import { FactorReset } from '../auth/index.js'
import { findAccount, withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { agentOf, ORDER_OPTIONS, ORDER_USAGE } from './operator.js'

/** `factors reset`. */
export const factorsResetCommand: Command = {
  name: 'factors reset',
  usage: `<did or handle> ${ORDER_USAGE}`,
  help: [
    'removes the second factors of an account whose owner has lost them: from then on the password is enough;',
    'the owner is told by mail. Make sure who asks. Ends with 1 if there is no such account, or it has none',
  ],
  positionals: [1, 1],
  options: ORDER_OPTIONS,
  run: reset,
}

function reset({ positionals, values, console }: CommandArguments): Promise<number> {
  return withApplication(async (app) => {
    const account = await findAccount(app, positionals[0]!, console)
    if (!account) return EXIT.differs
    const reason = typeof values.reason === 'string' ? values.reason : undefined
    const removed = await app
      .get(FactorReset, { strict: false })
      .reset(account.did, { agent: agentOf(values), reason })
    const text =
      removed === 0 ? 'The account has no second factors.\n' : `Second factors removed: ${removed}\n`
    console.result({ did: account.did, removed }, text)
    return removed === 0 ? EXIT.differs : EXIT.done
  })
}
