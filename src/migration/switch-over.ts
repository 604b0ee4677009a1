import { com } from '@guildhall/lexicon'
import { finish, type Move } from './move.js'
import { EXIT, MoveProblem } from './move-problem.js'
import { patiently } from './patience.js'
import { PdsFailure } from './pds-failure.js'
import { latestCommit } from './repo-export.js'

const { activateAccount, checkAccountStatus, deactivateAccount } = com.atproto.server

/** Makes the account here active. */
export async function activateHere(move: Move): Promise<void> {
  const { here, terminal } = move
  await patiently(() => here.post(activateAccount))
  const { activated } = await here.get(checkAccountStatus)
  if (!activated) throw new MoveProblem(`The account at ${here.name} is not active.`)
  terminal.say(`The account at ${here.name} is active.`)
  await finish(move, 'activation')
}

/** Deactivates the account at the old server, which keeps it until its owner deletes it. */
export async function deactivateOld(move: Move): Promise<void> {
  const { old, state, terminal } = move
  await patiently(() => old.post(deactivateAccount, {}))
  terminal.say(`The account at ${old.name} is deactivated; it is not deleted.`)
  await finish(move, 'deactivation')
  // The session may have ended with the account's activity; nothing can be written any more.
  const last = await latestCommit(old, state.did).catch((error: unknown) => {
    if (error instanceof PdsFailure && error.status < 500) return undefined
    throw error
  })
  if (last === undefined || last === state.repo?.commit) return
  const message = `Something was written at ${old.name} after the last look, and is there only (commit ${last}).`
  throw new MoveProblem(message, EXIT.different)
}
