import { isPlcDid, type PlcState } from '@guildhall/identity'
import { com } from '@guildhall/lexicon'
import type { Move } from './move.js'
import type { MoveState } from './move-state.js'
import { missingBlobs } from './blob-transfer.js'
import { describe, type Description, withoutSlash } from './hosts.js'
import { PdsFailure } from './pds-failure.js'
import { type CheckedExport, exportRepo } from './repo-export.js'

const { checkAccountStatus } = com.atproto.server
const { getRecommendedDidCredentials, resolveHandle } = com.atproto.identity
const { getBlob } = com.atproto.sync

/** What was found before anything is changed. */
export interface Findings {
  /** what has to be put right first */
  obstacles: string[]
  /** what whoever moves should know */
  notices: string[]
  exported: CheckedExport
}

/**
 * Looks at both servers, the identity, and all of the repository, for whatever would stop the move half way.
 * @param move its account here need not exist
 */
export async function lookAhead(move: Move): Promise<Findings> {
  const { here, old, terminal } = move
  terminal.say(`Looking ahead: ${old.name} to ${here.name}.`)
  const description = await describe(here)
  const theirs = await describe(old)
  const exported = await exportRepo(move)
  const findings: Findings = { obstacles: [], notices: [], exported }
  lookAtAccount(move, description, theirs, findings)
  const { activated } = await old.get(checkAccountStatus)
  if (!activated) findings.notices.push(`The account at ${old.name} is not active; here it will be.`)
  await lookAtHandle(move, findings)
  await lookAtIdentity(move, findings)
  await lookAtBlobs(move, description.blobUploadLimit, findings)
  return findings
}

function lookAtAccount(
  { state, options, here, old }: Move,
  { inviteCodeRequired, availableUserDomains }: Description,
  theirs: Description,
  { obstacles }: Findings,
): void {
  if (withoutSlash(old.url) === withoutSlash(here.url)) obstacles.push('Both servers are the same.')
  if (inviteCodeRequired && options['invite-code'] === undefined) {
    obstacles.push(`${here.name} wants an invite code: --invite-code <code>.`)
  }
  if (!state.email) obstacles.push(`${old.name} told no e-mail address: --email <address>.`)
  const isOf = (domains: readonly string[]) => domains.some((domain) => state.newHandle.endsWith(domain))
  if (isOf(theirs.availableUserDomains) && !isOf(availableUserDomains)) {
    const domains = availableUserDomains.join(', ')
    obstacles.push(
      `${state.newHandle} belongs to ${old.name}: choose a handle here with --handle <handle> (${domains}).`,
    )
  }
}

async function lookAtHandle({ state, here }: Move, { obstacles }: Findings): Promise<void> {
  try {
    const { did } = await here.get(resolveHandle, { handle: state.newHandle })
    if (did !== state.did) obstacles.push(`The handle ${state.newHandle} is taken by ${did}.`)
  } catch (error) {
    // Nobody has it yet, which is as it should be for a handle of the new server.
    if (!(error instanceof PdsFailure) || error.status >= 500) throw error
  }
}

async function lookAtIdentity(move: Move, findings: Findings): Promise<void> {
  const { state, plc, old } = move
  if (state.did.startsWith('did:web:')) {
    const message = `${state.did} is published by its owner: the move waits until its document names the new server.`
    return void findings.notices.push(message)
  }
  if (!isPlcDid(state.did)) return void findings.obstacles.push(`${state.did} is of a kind that cannot move.`)
  const identity = await plc.state(state.did)
  const { rotationKeys = [] } = await old.get(getRecommendedDidCredentials)
  lookAtPlc(move, identity, rotationKeys, findings)
}

function lookAtPlc(
  { state, old, options }: Move,
  identity: PlcState,
  theirKeys: readonly string[],
  { obstacles, notices, exported }: Findings,
): void {
  const endpoint = identity.services.atproto_pds?.endpoint
  if (endpoint === undefined || withoutSlash(endpoint) !== withoutSlash(old.url)) {
    obstacles.push(`The identity ${state.did} is not at ${old.url}, but at ${endpoint ?? 'no server'}.`)
  }
  if (!theirKeys.some((key) => identity.rotationKeys.includes(key))) {
    obstacles.push(`${old.name} has no key that may change the identity.`)
  }
  const kept = ownKeys(identity, theirKeys, options['rotation-key'])
  if (kept.length > 0) notices.push(`Keys of the member's own stay in the identity: ${kept.join(', ')}.`)
  const signingKey = identity.verificationMethods.atproto
  if (signingKey !== undefined && !exported.isSignedWith(signingKey)) {
    notices.push(
      'The last commit was not signed with the key of the identity, and servers may refuse it: write any record first.',
    )
  }
}

/** Rotation keys that are not the old server's: those that were given, then those that are there. */
export function ownKeys(
  identity: PlcState,
  theirKeys: readonly string[],
  given: readonly string[],
): readonly string[] {
  return [...new Set([...given, ...identity.rotationKeys.filter((key) => !theirKeys.includes(key))])]
}

async function lookAtBlobs(
  move: Move,
  limitBytes: number | undefined,
  { exported, obstacles, notices }: Findings,
): Promise<void> {
  const { old, options, state } = move
  const gone = await missingBlobs(old).catch((error: unknown): string[] => {
    if (error instanceof PdsFailure && error.isUnknownMethod) return []
    throw error
  })
  const lost = gone.filter((cid) => exported.blobs.has(cid))
  if (lost.length > 0) {
    const message = `${old.name} does not have ${lost.length} of the blobs itself: ${lost.slice(0, 5).join(', ')}`
    if (options['allow-missing-blobs']) notices.push(`${message}.`)
    else obstacles.push(`${message}; go on without them with --allow-missing-blobs.`)
  }
  if (limitBytes === undefined) return
  for (const [cid, claimed] of exported.blobs) {
    if (lost.includes(cid)) continue
    const size = claimed ?? (await sizeOf(move, state, cid)) ?? 0
    if (size > limitBytes) {
      obstacles.push(`The blob ${cid} has ${size} bytes; ${move.here.name} takes up to ${limitBytes}.`)
    }
  }
}

/** The size of a blob whose record does not tell it, if the server does. */
async function sizeOf({ old }: Move, { did }: MoveState, cid: string): Promise<number | undefined> {
  try {
    const response = await old.open(getBlob, { did, cid })
    response.discard()
    const size = Number(response.header('content-length'))
    return Number.isFinite(size) ? size : undefined
  } catch (error) {
    if (error instanceof PdsFailure && error.status < 500) return undefined
    throw error
  }
}
