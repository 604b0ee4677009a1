import { createAccountHere, type HerePassword } from './account-step.js'
import { moveBlobs } from './blob-transfer.js'
import { moveIdentity } from './identity-transfer.js'
import { lookAhead } from './look-ahead.js'
import { keep, type Move } from './move.js'
import type { Step } from './move-state.js'
import { movePreferences } from './preference-transfer.js'
import { moveRepo } from './repo-transfer.js'
import { activateHere, deactivateOld } from './switch-over.js'

const STEPS: Readonly<Record<Exclude<Step, 'account'>, (move: Move) => Promise<void>>> = {
  repository: moveRepo,
  blobs: moveBlobs,
  preferences: movePreferences,
  identity: moveIdentity,
  activation: activateHere,
  deactivation: deactivateOld,
}

/** Says before each step but the first whether it may be taken. @throws {MoveProblem} where it has to wait */
export type StepGate = (step: Step) => Promise<void>

/** The way of an account from one server to another, wherever its state is kept and whoever answers its questions. */
export class Passage {
  constructor(
    private readonly move: Move,
    private readonly passwords: HerePassword,
    private readonly gate: StepGate = open,
  ) {}

  /** Whether the account is here already: then it is no longer asked what could be in the way. */
  get isBegun(): boolean {
    return this.move.state.done.includes('account')
  }

  /** Looks at everything before anything is changed. @returns what is in the way, in words for people */
  async lookAhead(): Promise<readonly string[]> {
    const { state, terminal } = this.move
    const { obstacles, notices, exported } = await lookAhead(this.move)
    state.repo = exported.repo
    const { records, blobs, rev } = exported.repo
    terminal.say(`${state.did} (${state.oldHandle}): ${records} records, ${blobs} blobs, revision ${rev}.`)
    for (const notice of notices) terminal.say(`Note: ${notice}`)
    for (const obstacle of obstacles) terminal.say(`In the way: ${obstacle}`)
    if (obstacles.length > 0) terminal.say('Nothing was changed.')
    else terminal.say(`Nothing is in the way. Here the account will be ${state.newHandle}, ${state.email}.`)
    return obstacles
  }

  /** Takes all steps that are left; both servers are signed in to, this one as soon as the account is there. */
  async goOn(): Promise<void> {
    const { move } = this
    if (!this.isBegun) {
      await keep(move, {})
      await createAccountHere(move, this.passwords)
    }
    for (const [step, take] of Object.entries(STEPS)) {
      if (move.state.done.includes(step as Step)) continue
      await this.gate(step as Step)
      await take(move)
    }
  }
}

async function open(): Promise<void> {}
