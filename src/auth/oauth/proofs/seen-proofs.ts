import { PROOF_REPLAY_MS } from '@guildhall/oauth'

/** Proofs are forgotten by generations, so that nothing has to be looked through. */
const GENERATIONS = 5
const GENERATION_MS = PROOF_REPLAY_MS / (GENERATIONS - 1)

/** Proofs that were used, for as long as they could be used again. */
export class SeenProofs {
  readonly #generations = new Map<number, Set<string>>()

  constructor(private readonly nowMs: () => number) {}

  /** Notes a proof by its digest. @returns whether it is new */
  add(digest: string): boolean {
    for (const seen of this.#generations.values()) if (seen.has(digest)) return false
    this.#present().add(digest)
    return true
  }

  #present(): Set<string> {
    const generation = Math.floor(this.nowMs() / GENERATION_MS)
    let present = this.#generations.get(generation)
    if (!present) {
      present = new Set()
      this.#generations.set(generation, present)
      for (const old of this.#generations.keys())
        if (old <= generation - GENERATIONS) this.#generations.delete(old)
    }
    return present
  }
}
