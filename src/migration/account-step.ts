import { com } from '@guildhall/lexicon'
import { finish, type Move } from './move.js'
import { patiently } from './patience.js'
import type { PdsClient } from './pds-client.js'
import { PdsFailure } from './pds-failure.js'

const { createAccount, describeServer, getServiceAuth } = com.atproto.server

/** Refusals after which the account may be there: made by a call whose answer was lost. */
const MAYBE_THERE = new Set([400, 409])

/** Who knows the password that the account has here. */
export interface HerePassword {
  /** @param host of the server @param isChosen whether it is chosen now @returns undefined where the account has none */
  here(host: string, how?: { isChosen?: boolean }): Promise<string | undefined>

  /** Signs in where the account has no password; `false` if it is not there. */
  enter?(here: PdsClient): Promise<boolean>
}

/** Makes the account here, deactivated, with a token of the old server that says whose it is; signs in to it. */
export async function createAccountHere(move: Move, passwords: HerePassword): Promise<void> {
  const { here, old, state, options } = move
  const password = await passwords.here(here.name, { isChosen: true })
  const { did: audience } = await here.get(describeServer)
  await patiently(async () => {
    const { token } = await old.get(getServiceAuth, { aud: audience, lxm: createAccount.nsid })
    const wanted = {
      did: state.did,
      handle: state.newHandle,
      email: state.email,
      ...(password !== undefined && { password }),
      ...(options['invite-code'] !== undefined && { inviteCode: options['invite-code'] }),
    }
    try {
      await here.adopt(await here.post(createAccount, wanted, { authorization: `Bearer ${token}` }))
    } catch (refusal) {
      if (!(refusal instanceof PdsFailure) || !MAYBE_THERE.has(refusal.status)) throw refusal
      if (!(await isThere(move, passwords, password))) throw refusal
    }
  })
  move.terminal.say(`The account is at ${here.name}, not active yet: ${state.did} as ${state.newHandle}.`)
  await finish(move, 'account')
}

/** Whether the account was made by a former call; it is signed in to then. */
async function isThere(
  { here, state }: Move,
  passwords: HerePassword,
  password: string | undefined,
): Promise<boolean> {
  if (password === undefined) return (await passwords.enter?.(here)) ?? false
  return here.signIn(state.did, password).then(
    ({ did }) => did === state.did,
    () => false,
  )
}
