import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { type MoveState, type MoveTrouble, type PageProblem, Pages } from '../../oauth/index.js'
import { type GuidedMove, isAccountHere, MOVE_PATH, movePathOf } from '../keeping/guided-move.js'
import { MovePeople } from '../move-people.js'
import { MoveProgress } from '../move-progress.js'

/** What the page needs besides the move. */
export interface MoveSheet {
  readonly csrf: string
  /** as in the header `Accept-Language` */
  readonly locale: string
  /** before the link is opened: what the address said */
  readonly token?: string | undefined
  /** just now */
  readonly typed?: URLSearchParams | undefined
  readonly problem?: PageProblem | undefined
  readonly trouble?: MoveTrouble | undefined
}

/** Last part of the address by which a browser sets out to the organization. */
const WAY_OUT = 'organization'

/** Steps in which somebody may sign in with the organization. */
const MISSED_IN: ReadonlySet<MoveState['step']> = new Set(['underWay', 'organization', 'again', 'failed'])

/** The page on which somebody moves here. */
@Injectable()
export class MovePage {
  constructor(
    private readonly pages: Pages,
    private readonly service: ServiceConfig,
    private readonly progress: MoveProgress,
    private readonly people: MovePeople,
  ) {}

  async draw(move: GuidedMove, sheet: MoveSheet): Promise<string> {
    const { csrf, locale, token, problem, trouble } = sheet
    const step = token === undefined ? stepOf(move) : 'begin'
    const state: MoveState = {
      ...{ page: 'move', csrf, trouble, token, step },
      // The old server has said so while nobody looked.
      problem: problem ?? (step === 'code' && move.problem !== undefined ? 'wrong-code' : undefined),
      action: token === undefined ? movePathOf(move) : MOVE_PATH,
      account: move.oldHandle ?? move.did,
      server: new URL(move.origin).host,
      until: move.expiresAt.toISOString(),
      newHandle: move.passage?.newHandle ?? move.newHandle,
      domains: this.service.handleDomains,
      ...(step === 'start' && { newHandle: move.newHandle, fields: this.#fieldsOf(move, sheet) }),
      ...(step === 'start' && { links: await this.#termsOf(move) }),
      ...(move.passage && step !== 'start' && { steps: this.progress.steps(move) }),
      counts: step === 'done' || step === 'start' ? undefined : await this.progress.counts(move),
      message: step === 'again' || step === 'code' ? undefined : move.problem,
      ...(await this.#organizationOf(move, step)),
    }
    return this.pages.render(state, locale)
  }

  /** Where a browser goes that is to sign in with the organization; undefined if there is no need to. */
  async wayOut(move: GuidedMove, deviceId: Uint8Array): Promise<string | undefined> {
    const { organizations } = this.people
    const missing = await organizations.missing(move)
    return missing && organizations.startOf(move, missing, deviceId)
  }

  /** What the page says of the organization that has the sign-in, in the steps in which that matters. */
  async #organizationOf(move: GuidedMove, step: MoveState['step']): Promise<Partial<MoveState>> {
    const { organizations } = this.people
    if (step === 'start') return { awaited: await organizations.awaited(move) }
    if (step === 'done') return { signInWith: (await organizations.ofMove(move))?.name }
    const missing = MISSED_IN.has(step) ? await organizations.missing(move) : undefined
    return missing ? { organization: { name: missing.name, href: `${movePathOf(move)}/${WAY_OUT}` } } : {}
  }

  /** Where no handle was said, those of the first domain of this service. */
  #termsOf({ newHandle }: GuidedMove): Promise<MoveState['links']> {
    return this.people.termsFor(newHandle ?? `name${this.service.handleDomains[0] ?? ''}`)
  }

  /** The name that somebody has at the old server is proposed here. */
  #fieldsOf({ oldHandle, email, passage }: GuidedMove, { typed }: MoveSheet): MoveState['fields'] {
    const proposed = oldHandle && `${oldHandle.split('.', 1)[0]}${this.service.handleDomains[0] ?? ''}`
    return {
      handle: typed?.get('handle') ?? passage?.newHandle ?? proposed ?? '',
      email: typed?.get('email') ?? passage?.email ?? email ?? '',
    }
  }
}

/** What is to be done next. */
export function stepOf(move: GuidedMove): Exclude<MoveState['step'], 'begin'> {
  const { state, wish } = move
  if (state === 'done' || state === 'underWay') return state
  if (state === 'rolledBack' || state === 'expired') return 'over'
  if (!isAccountHere(move) && wish !== 'document' && wish !== 'code') return 'start'
  if (state === 'failed') return 'failed'
  return wish === 'signIn' || wish === undefined ? 'again' : wish
}
