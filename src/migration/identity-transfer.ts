import { setTimeout as delay } from 'node:timers/promises'
import { isPlcDid, type PlcState } from '@guildhall/identity'
import { com } from '@guildhall/lexicon'
import { moveBlobs } from './blob-transfer.js'
import type { Conversation } from './conversation.js'
import { ownKeys } from './look-ahead.js'
import { finish, keep, type Move } from './move.js'
import { EXIT, MoveProblem } from './move-problem.js'
import type { PdsClient } from './pds-client.js'
import { changeIdentity } from './plc-change.js'
import { isRepoCurrent, moveRepo } from './repo-transfer.js'

const { getRecommendedDidCredentials } = com.atproto.identity
const { checkAccountStatus } = com.atproto.server

const DOCUMENT_LOOKS_MAX = 180
const DOCUMENT_PAUSE_MS = 10_000
/** How often a repository is fetched anew because something was written meanwhile. */
const ROUNDS_MAX = 10

/** Lets the identity point here. What was written at the old server until now is brought here first. */
export async function moveIdentity(move: Move): Promise<void> {
  const { state, here, terminal } = move
  await bringUpToDate(move)
  if (isPlcDid(state.did)) await changePlc(move)
  else await awaitDocument(here, terminal, await describeDocument(here))
  const { validDid } = await here.get(checkAccountStatus)
  if (!validDid) throw new MoveProblem(`${here.name} does not find itself in the identity yet.`)
  terminal.say(`The identity points to ${here.name}.`)
  await finish(move, 'identity')
}

/**
 * Brings here what was written at the old server, until there is nothing new.
 * @throws {MoveProblem} where there always is: a server may tell of another commit each time it is asked
 */
export async function bringUpToDate(move: Move, bring = bringAgain): Promise<void> {
  for (let round = 0; !(await isMoved(move)) && !(await isRepoCurrent(move)); round++) {
    if (round === ROUNDS_MAX) {
      const { name } = move.old
      throw new MoveProblem(
        `Something new is written at ${name} all the time: let it rest while the move runs.`,
      )
    }
    await bring(move)
  }
}

async function bringAgain(move: Move): Promise<void> {
  await moveRepo(move)
  await moveBlobs(move)
}

/** Whether the identity points here already: then the old repository is not what counts. */
export async function isMoved({ here }: Pick<Move, 'here'>): Promise<boolean> {
  return (await here.get(checkAccountStatus)).validDid
}

async function changePlc(move: Move): Promise<void> {
  const { state, here, old, plc, terminal, options } = move
  if (!state.identityBefore) await keep(move, { identityBefore: await plc.state(state.did) })
  const { rotationKeys: theirKeys = [] } = await old.get(getRecommendedDidCredentials)
  const recommended = (await here.get(getRecommendedDidCredentials)) as unknown as PlcState
  await changeIdentity({
    did: state.did,
    wanted: combine(
      state.identityBefore!,
      recommended,
      ownKeys(state.identityBefore!, theirKeys, options['rotation-key']),
    ),
    signer: old,
    submitter: here,
    plc,
    terminal,
    code: options['plc-token'],
    kept: state.wayHere ?? {},
    keep: (fresh) => keep(move, { wayHere: { ...state.wayHere, ...fresh } }),
  })
}

/** What the new server wants, and what of the identity is no server's: keys of the member, other services, names. */
export function combine(before: PlcState, recommended: PlcState, keys: readonly string[]): PlcState {
  const others = before.alsoKnownAs.filter((name) => !name.startsWith('at://'))
  return {
    rotationKeys: [...new Set([...keys, ...recommended.rotationKeys])],
    alsoKnownAs: [...recommended.alsoKnownAs, ...others],
    verificationMethods: { ...before.verificationMethods, ...recommended.verificationMethods },
    services: { ...before.services, ...recommended.services },
  }
}

/** What the document of a did:web has to say for a server. */
export async function describeDocument(client: PdsClient): Promise<string> {
  const { alsoKnownAs, verificationMethods, services } = await client.get(getRecommendedDidCredentials)
  const parts = { alsoKnownAs, verificationMethods, services }
  return `Publish a DID document that says:\n${JSON.stringify(parts, undefined, 2)}\n(verificationMethods: as publicKeyMultibase, without "did:key:".)`
}

/** Waits until a server finds itself in the document of a did:web. @throws {MoveProblem} when nobody is there to wait */
export async function awaitDocument(client: PdsClient, terminal: Conversation, what: string): Promise<void> {
  const isPublished = async () => (await client.get(checkAccountStatus)).validDid
  if (await isPublished()) return
  terminal.say(what)
  const looks = terminal.isAttended ? DOCUMENT_LOOKS_MAX : 0
  for (let look = 0; look < looks; look++) {
    await delay(DOCUMENT_PAUSE_MS)
    if (await isPublished()) return
  }
  throw new MoveProblem('Run the command again when the document is published.', EXIT.waiting)
}
