import {
  EXIT,
  type HerePassword,
  type Move,
  moveOptions,
  MoveProblem,
  Passage,
  type PdsClient,
  type StepGate,
} from '../../migration/index.js'
import type { WorkRun } from '../../jobs/index.js'
import type { GuidedMove } from '../keeping/guided-move.js'
import type { KeptKeys } from './kept-keys.js'
import type { MoveRoom } from './move-room.js'
import type { RunRecord } from './run-record.js'

/** A move as one run takes it on. */
export class GuidedPassage {
  readonly #old: PdsClient
  readonly #here: PdsClient
  #isCodeRefused = false
  #isLinkMissing = false

  constructor(
    private readonly guided: GuidedMove,
    private readonly keys: KeptKeys,
    private readonly record: RunRecord,
    private readonly room: MoveRoom,
    { signal }: Pick<WorkRun, 'signal'>,
  ) {
    const { old, here } = keys.now
    const { servers } = room
    this.#old = servers.old(guided.origin, { tokens: old, keep: keys.keepOld, signal })
    this.#here = servers.here({ tokens: here, keep: keys.keepHere, signal })
  }

  /** Whether the old server does not take the session any more. */
  get isSignedOut(): boolean {
    return this.#old.isSignedOut
  }

  /** Whether the old server did not take the code; then it has mailed another one. */
  get isCodeRefused(): boolean {
    return this.#isCodeRefused
  }

  /** Whether the member has to sign in with their organization before anything else is done. */
  get isLinkMissing(): boolean {
    return this.#isLinkMissing
  }

  /** Takes all steps that are left. @throws {MoveProblem | PdsFailure | OutboundError} */
  async take(): Promise<void> {
    const { code } = this.keys.now
    try {
      await this.#take(code)
    } catch (error) {
      if (code === undefined || !this.#isCodeSpent) throw error
      // It was not the right one, or too late: another one is asked for at once.
      this.#isCodeRefused = true
      await this.keys.keep({ code: undefined })
      await this.#take(undefined)
    }
  }

  /** Ends both sessions: what they were needed for is done. Where a server does not answer, they end by themselves. */
  async signOut(): Promise<void> {
    await Promise.allSettled([this.#old.signOut(), this.#here.signOut()])
  }

  /** Whether the old server was given the code and did not sign: what it signs is kept. */
  get #isCodeSpent(): boolean {
    const { passage } = this.guided
    const change = passage?.wayHere
    return passage?.done.includes('identity') === false && change?.isCodeMailed === false && !change.operation
  }

  async #take(code: string | undefined): Promise<void> {
    const passage = new Passage(this.#move(code), this.#password, this.#gate)
    if (!passage.isBegun) {
      const obstacles = await passage.lookAhead()
      if (obstacles.length > 0) throw new MoveProblem(obstacles.join('\n'), EXIT.obstacles)
    }
    await passage.goOn()
  }

  #move(code: string | undefined): Move {
    const { did, inviteCode, passage: state } = this.guided
    const options = moveOptions(did, {
      'invite-code': inviteCode,
      ...(code !== undefined && { 'plc-token': code }),
    })
    return {
      ...{ state: state!, file: this.record, terminal: this.record, options },
      ...{ old: this.#old, here: this.#here, plc: this.room.servers.plc },
    }
  }

  /** Before the identity changes there is a way to sign in here: until then, all of it can be taken back. */
  readonly #gate: StepGate = async (step) => {
    if (step !== 'identity' || !(await this.room.organizations.missing(this.guided))) return
    this.#isLinkMissing = true
    throw new MoveProblem('The member has not signed in with their organization yet.', EXIT.waiting)
  }

  readonly #password: HerePassword = {
    here: async () => {
      const { password } = this.keys.now
      if (password === undefined && !(await this.room.organizations.ofMove(this.guided)))
        throw new MoveProblem('The password of the account here is not known any more.')
      return password
    },
    enter: async (here) => {
      const tokens = await this.room.doors.open(this.guided.did)
      if (tokens) await here.adopt(tokens)
      return tokens !== undefined
    },
  }
}
