import { isDid } from '@guildhall/syntax'
import { createAccountHere } from './account-step.js'
import { moveBlobs } from './blob-transfer.js'
import { isHosted } from './hosts.js'
import { moveIdentity } from './identity-transfer.js'
import { lookAhead } from './look-ahead.js'
import { keep, type Move } from './move.js'
import { EXIT, MoveProblem } from './move-problem.js'
import { type MoveState, type Step, STEPS } from './move-state.js'
import { Passwords } from './passwords.js'
import type { PdsSession } from './pds-client.js'
import { movePreferences } from './preference-transfer.js'
import { moveRepo } from './repo-transfer.js'
import { SignIns } from './sign-ins.js'
import { folderOf, StateFile } from './state-file.js'
import { activateHere, deactivateOld } from './switch-over.js'
import { WayBack } from './way-back.js'

/** One run of the command: a move from its beginning, or from where it broke off. */
export class MoveRun {
  readonly #passwords: Passwords
  readonly #signIns: SignIns

  constructor(private readonly parts: Omit<Move, 'state' | 'file'>) {
    const { options, terminal } = parts
    this.#passwords = new Passwords(options, terminal)
    this.#signIns = new SignIns(this.#passwords, options, terminal)
  }

  /** @returns one of {@link EXIT} @throws {MoveProblem | PdsFailure | OutboundError} */
  async run(): Promise<number> {
    const { old, options } = this.parts
    const session = await this.#signIns.old(old)
    if (!isDid(session.did))
      throw new MoveProblem(`${old.name} calls the account "${session.did}", which is no DID.`)
    const file = await StateFile.open(folderOf(options, session.did))
    try {
      const kept = await file.load()
      const move: Move = { ...this.parts, file, state: kept ?? this.#begin(session) }
      this.#assertSame(move)
      if (options.rollback) return await this.#rollback(move)
      return await this.#forward(move, kept !== undefined)
    } finally {
      await file.close()
    }
  }

  #begin({ did, handle, email }: PdsSession): MoveState {
    const { options, old, here } = this.parts
    return {
      version: 1,
      did,
      from: old.url,
      to: here.url,
      oldHandle: handle,
      newHandle: options.handle ?? handle,
      email: options.email ?? email ?? '',
      done: [],
      blobsGone: [],
    }
  }

  #assertSame({ state, old, here, file }: Move): void {
    if (state.from === old.url && state.to === here.url) return
    throw new MoveProblem(
      `${file.folder} belongs to a move from ${state.from} to ${state.to}; give another --folder.`,
      EXIT.usage,
    )
  }

  async #forward(move: Move, isKept: boolean): Promise<number> {
    const { state, terminal, options } = move
    if (!state.done.includes('account')) {
      const isFree = await this.#lookAhead(move)
      if (options['dry-run'] || !isFree) {
        if (!isKept) await move.file.remove()
        return isFree ? EXIT.done : EXIT.obstacles
      }
      await keep(move, {})
      await createAccountHere(move, this.#passwords)
    } else {
      if (options['dry-run']) return this.#tellProgress(move)
      await this.#signIns.here(move.here, state.did)
    }
    const steps: Record<Exclude<Step, 'account'>, (move: Move) => Promise<void>> = {
      repository: moveRepo,
      blobs: moveBlobs,
      preferences: movePreferences,
      identity: moveIdentity,
      activation: activateHere,
      deactivation: deactivateOld,
    }
    for (const [step, run] of Object.entries(steps)) {
      if (!state.done.includes(step as Step)) await run(move)
    }
    terminal.say(
      `${state.did} has moved from ${state.from} to ${state.to}. The export is kept in ${move.file.folder}.`,
    )
    return EXIT.done
  }

  async #lookAhead(move: Move): Promise<boolean> {
    const { state, terminal } = move
    const { obstacles, notices, exported } = await lookAhead(move)
    state.repo = exported.repo
    const { records, blobs, rev } = exported.repo
    terminal.say(`${state.did} (${state.oldHandle}): ${records} records, ${blobs} blobs, revision ${rev}.`)
    for (const notice of notices) terminal.say(`Note: ${notice}`)
    for (const obstacle of obstacles) terminal.say(`In the way: ${obstacle}`)
    if (obstacles.length > 0) terminal.say('Nothing was changed.')
    else terminal.say(`Nothing is in the way. Here the account will be ${state.newHandle}, ${state.email}.`)
    return obstacles.length === 0
  }

  #tellProgress({ state, terminal }: Move): number {
    const left = STEPS.filter((step) => !state.done.includes(step))
    terminal.say(`Done: ${state.done.join(', ')}. To do: ${left.join(', ') || 'nothing'}.`)
    return EXIT.done
  }

  async #rollback(move: Move): Promise<number> {
    const isHere = await this.#signInHere(move)
    await new WayBack(move, this.#passwords).run(isHere)
    await move.file.remove()
    return EXIT.done
  }

  /** Whether there is an account here: the move may have broken off before, or its rollback after it was deleted. */
  async #signInHere({ here, state }: Move): Promise<boolean> {
    if (!(await isHosted(here, state.did))) return false
    await this.#signIns.here(here, state.did)
    return true
  }
}
