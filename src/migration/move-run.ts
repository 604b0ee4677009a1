import { isDid } from '@guildhall/syntax'
import { isHosted } from './hosts.js'
import type { Move } from './move.js'
import { EXIT, MoveProblem } from './move-problem.js'
import { type MoveState, STEPS } from './move-state.js'
import { Passage } from './passage.js'
import { Passwords } from './passwords.js'
import type { PdsSession } from './pds-client.js'
import { SignIns } from './sign-ins.js'
import { folderOf, StateFile } from './state-file.js'
import type { Terminal } from './terminal.js'
import { WayBack } from './way-back.js'

/** One run of the command: a move from its beginning, or from where it broke off. */
export class MoveRun {
  readonly #passwords: Passwords
  readonly #signIns: SignIns

  constructor(private readonly parts: Omit<Move, 'state' | 'file' | 'terminal'> & { terminal: Terminal }) {
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
    const passage = new Passage(move, this.#passwords)
    if (!passage.isBegun) {
      const isFree = (await passage.lookAhead()).length === 0
      if (options['dry-run'] || !isFree) {
        if (!isKept) await move.file.remove()
        return isFree ? EXIT.done : EXIT.obstacles
      }
    } else {
      if (options['dry-run']) return this.#tellProgress(move)
      await this.#signIns.here(move.here, state.did)
    }
    await passage.goOn()
    terminal.say(
      `${state.did} has moved from ${state.from} to ${state.to}. The export is kept in ${move.file.folder}.`,
    )
    return EXIT.done
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
