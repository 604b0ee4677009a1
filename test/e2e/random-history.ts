import type { AtpAgent } from '@atproto/api'
import type { TestAccount } from './accounts.js'

const COLLECTIONS = ['app.bsky.feed.post', 'app.bsky.feed.like', 'com.example.note', 'com.example.note.reply']
const RECORD_KEYS_PER_COLLECTION = 60
const BATCH_WRITES_MAX = 12

type Random = () => number
interface Write {
  action: 'create' | 'update' | 'delete'
  collection: string
  rkey: string
}

/** A small generator with a seed, so that a failing history can be run again. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Writes to one repository at random, and knows what it should hold. */
export class RandomWriter {
  /** CIDs of the present records by path. */
  readonly records = new Map<string, string>()
  #texts = 0

  constructor(
    readonly account: TestAccount,
    private readonly random: Random,
  ) {}

  get #agent(): AtpAgent {
    return this.account.agent
  }

  /** One call, single or a batch; gives the number of operations it made. */
  async step(operationsMax: number): Promise<number> {
    const choice = this.random()
    if (choice < 0.4)
      return this.#batch(Math.min(operationsMax, 1 + Math.floor(this.random() * BATCH_WRITES_MAX)))
    const write = this.#choose(new Set())
    if (write.action === 'delete') return this.#delete(write)
    return write.action === 'update' || choice < 0.6 ? this.#put(write) : this.#create(write)
  }

  async #create({ collection, rkey }: Write): Promise<number> {
    const repo = this.account.did
    const record = this.#record(collection)
    const { data } = await this.#agent.com.atproto.repo.createRecord({
      repo,
      collection,
      rkey,
      record,
      validate: false,
    })
    this.records.set(`${collection}/${rkey}`, data.cid)
    return 1
  }

  async #put({ collection, rkey }: Write): Promise<number> {
    const repo = this.account.did
    const record = this.#record(collection)
    const { data } = await this.#agent.com.atproto.repo.putRecord({
      repo,
      collection,
      rkey,
      record,
      validate: false,
    })
    this.records.set(`${collection}/${rkey}`, data.cid)
    return 1
  }

  async #delete({ collection, rkey }: Write): Promise<number> {
    await this.#agent.com.atproto.repo.deleteRecord({ repo: this.account.did, collection, rkey })
    this.records.delete(`${collection}/${rkey}`)
    return 1
  }

  async #batch(size: number): Promise<number> {
    const taken = new Set<string>()
    const writes = Array.from({ length: size }, () => this.#choose(taken))
    const { data } = await this.#agent.com.atproto.repo.applyWrites({
      repo: this.account.did,
      validate: false,
      writes: writes.map(({ action, collection, rkey }) => ({
        $type: `com.atproto.repo.applyWrites#${action}` as 'com.atproto.repo.applyWrites#create',
        collection,
        rkey,
        ...(action !== 'delete' && { value: this.#record(collection) }),
      })) as never,
    })
    writes.forEach(({ action, collection, rkey }, index) => {
      const path = `${collection}/${rkey}`
      if (action === 'delete') this.records.delete(path)
      else this.records.set(path, (data.results![index] as { cid: string }).cid)
    })
    return size
  }

  /** A write that is possible now, on a path that is not taken in the same batch. */
  #choose(taken: Set<string>): Write {
    for (;;) {
      const collection = COLLECTIONS[Math.floor(this.random() * COLLECTIONS.length)]!
      const rkey = `k${Math.floor(this.random() * RECORD_KEYS_PER_COLLECTION)}`
      const path = `${collection}/${rkey}`
      if (taken.has(path)) continue
      taken.add(path)
      if (!this.records.has(path)) return { action: 'create', collection, rkey }
      return { action: this.random() < 0.5 ? 'update' : 'delete', collection, rkey }
    }
  }

  #record(collection: string): Record<string, unknown> {
    this.#texts += 1
    return {
      $type: collection,
      text: `${this.account.handle} ${this.#texts}`,
      n: Math.floor(this.random() * 1000),
    }
  }
}
