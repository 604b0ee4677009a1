import { createHash } from 'node:crypto'
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { DpopNonces, type DpopProof } from '@guildhall/oauth'
import { BoundedCache } from '../../../identity/index.js'
import { Clock } from '../../../telemetry/index.js'
import { NodePost } from './node-post.js'
import { SeenProofs } from './seen-proofs.js'

/** Of a digest that cannot be predicted as long as it has so many bytes. */
const DIGEST_BYTES = 16

/** A node that lives answers within milliseconds. */
const ANSWER_MAX_MS = 500
/** One that did not answer is taken to be gone for so long. */
const SILENCE_MS = 30_000
const SILENT_MAX = 1_000

/** `unknown`: whoever could tell is not there; the client has to come with another proof. */
export type ProofUse = 'new' | 'used' | 'unknown'

const LETTER = /^([?!]) ([0-9a-f]+) (\d+) (\S+)$/

/**
 * Whether proofs are new. The node that has handed out the nonce of a proof is the one that tells, for all nodes: it
 * remembers what it was asked about. Where clients stay with a node, or there is no other, nobody is asked anything.
 * A node that was started anew is another one: what it has forgotten is good nowhere any more.
 */
@Injectable()
export class ProofUses implements OnModuleInit, OnApplicationShutdown {
  readonly #seen: SeenProofs
  readonly #silentUntilMs = new BoundedCache<string, number>(SILENT_MAX)
  readonly #asked = new Map<number, (use: ProofUse) => void>()
  #count = 0
  #unlisten: (() => Promise<void>) | undefined

  constructor(
    private readonly nonces: DpopNonces,
    private readonly post: NodePost,
    private readonly clock: Clock,
  ) {
    this.#seen = new SeenProofs(() => clock.nowMs())
  }

  async onModuleInit(): Promise<void> {
    this.#unlisten = await this.post.receive(this.nonces.ownName, (text) => this.#hear(text))
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#unlisten?.()
    for (const answer of this.#asked.values()) answer('unknown')
  }

  /** Uses a proof up, on whatever node it was made for: of several at the same moment one is new. */
  use(proof: DpopProof): ProofUse | Promise<ProofUse> {
    const { nonceOwner } = proof
    const digest = digestOf(proof)
    if (nonceOwner === this.nonces.ownName) return this.#judge(digest)
    return this.#ask(nonceOwner, digest)
  }

  #judge(digest: string): ProofUse {
    return this.#seen.add(digest) ? 'new' : 'used'
  }

  async #ask(owner: string, digest: string): Promise<ProofUse> {
    if ((this.#silentUntilMs.get(owner) ?? 0) > this.clock.nowMs()) return 'unknown'
    const number = ++this.#count
    this.#send(owner, `? ${this.nonces.ownName} ${number} ${digest}`)
    const use = await this.#answer(number)
    if (use === 'unknown') this.#silentUntilMs.set(owner, this.clock.nowMs() + SILENCE_MS)
    return use
  }

  #answer(number: number): Promise<ProofUse> {
    return new Promise((resolve) => {
      const answer = (use: ProofUse) => {
        clearTimeout(late)
        this.#asked.delete(number)
        resolve(use)
      }
      const late = setTimeout(() => answer('unknown'), ANSWER_MAX_MS)
      this.#asked.set(number, answer)
    })
  }

  #hear(text: string): void {
    const [, kind, from, number, what] = LETTER.exec(text) ?? []
    if (from === undefined || what === undefined) return
    this.#silentUntilMs.delete(from)
    if (kind === '?') return this.#send(from, `! ${this.nonces.ownName} ${number} ${this.#judge(what)}`)
    this.#asked.get(Number(number))?.(what === 'new' ? 'new' : 'used')
  }

  /** What does not get there is as good as no answer. */
  #send(to: string, text: string): void {
    this.post.send({ to, text }).catch(() => undefined)
  }
}

function digestOf({ thumbprint, jti }: DpopProof): string {
  const hash = createHash('sha256').update(`${thumbprint}\0${jti}`).digest()
  return hash.subarray(0, DIGEST_BYTES).toString('base64url')
}
