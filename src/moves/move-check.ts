import type { Handle } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { EmailNotSupported, EmailTaken } from '../account/index.js'
import { inParallel } from '../migration/index.js'
import { Refusal } from '../refusal.js'
import { Clock } from '../telemetry/index.js'
import { GuidedMoveStore } from './keeping/guided-move.store.js'
import { type FoundAccount, MoveLookup } from './move-lookup.js'
import { MovePeople } from './move-people.js'

/** What may be in the way of an invitation to move. */
export const MOVE_PROBLEMS = [
  'unknown',
  'here',
  'unreachable',
  'invited',
  'twice',
  'handle',
  'email',
] as const
export type MoveProblemCode = (typeof MOVE_PROBLEMS)[number]

/** An account that is to move here, as an administrator names it. */
export interface WantedMove {
  /** a DID or a handle */
  readonly account: string
  readonly email?: string | undefined
  readonly handle?: string | undefined
}

/** An account that can be invited. */
export interface InvitableAccount extends Pick<FoundAccount, 'did' | 'origin' | 'handle'> {
  /** the handle here; undefined where the member chooses it */
  readonly newHandle: Handle | undefined
  readonly email: string | undefined
  /** the organization with which they will sign in here; undefined: with a password, or not known yet */
  readonly organization?: string | undefined
}

/** What was found of a wanted move. */
export type CheckedMove =
  | { readonly ok: true; readonly account: InvitableAccount }
  | {
      readonly ok: false
      readonly problem: MoveProblemCode
      readonly detail?: string | undefined
      readonly found?: FoundAccount | undefined
    }

/** Lookups at a time. */
const LANES = 8

/** Says what is in the way of moves before anybody is invited. */
@Injectable()
export class MoveCheck {
  constructor(
    private readonly lookup: MoveLookup,
    private readonly moves: GuidedMoveStore,
    private readonly people: MovePeople,
    private readonly clock: Clock,
  ) {}

  /** In the order of what is wanted. */
  async all(wanted: readonly WantedMove[]): Promise<readonly CheckedMove[]> {
    const found = new Array<CheckedMove>(wanted.length)
    await inParallel([...wanted.entries()], LANES, async ([at, one]) => {
      found[at] = await this.#one(one)
    })
    return withoutDoubles(found)
  }

  async #one(wanted: WantedMove): Promise<CheckedMove> {
    const found = await this.lookup.find(wanted.account)
    if (typeof found === 'string') return { ok: false, problem: found }
    const fails = (problem: MoveProblemCode, detail?: string) =>
      ({ ok: false, problem, detail, found }) as const
    const open = await this.moves.findOpen(found.did, new Date(this.clock.nowMs()))
    if (open && open.state !== 'expired') return fails('invited')
    try {
      const newHandle = await this.#handleOf(found, wanted.handle)
      const email = await this.people.emailOf(wanted.email)
      const organization = newHandle && (await this.people.organizations.of(newHandle, email))?.name
      const { did, origin, handle } = found
      return { ok: true, account: { did, origin, handle, newHandle, email, organization } }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const isOfEmail = error instanceof EmailNotSupported || error instanceof EmailTaken
      return fails(isOfEmail ? 'email' : 'handle', error.message)
    }
  }

  /** A domain of the member's own stays; a handle of the old server does not, and another one is chosen. */
  async #handleOf({ did, handle, isHandleOfServer }: FoundAccount, given: string | undefined) {
    const wanted = given?.trim() || (isHandleOfServer ? undefined : handle)
    if (wanted === undefined) return undefined
    return this.people.handleFor(did, wanted, given !== undefined)
  }
}

function withoutDoubles(found: readonly CheckedMove[]): CheckedMove[] {
  const seen = new Set<string>()
  return found.map((one) => {
    if (!one.ok) return one
    const { did, email, newHandle } = one.account
    const names = [did, email && `mail ${email}`, newHandle && `handle ${newHandle}`].filter((name) => !!name)
    if (names.some((name) => seen.has(name!))) return { ok: false, problem: 'twice' }
    for (const name of names) seen.add(name!)
    return one
  })
}
