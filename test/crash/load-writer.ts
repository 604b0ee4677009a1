import type { TestAccount } from '../e2e/accounts.js'

/** Where all records go. */
export const COLLECTION = 'com.example.load'
const CREATE_SHARE = 0.5
const BATCH_SHARE = 0.1
const BATCH_CREATES = 3

/** A call without an answer for so long has none: the way to the server is cut. */
const ANSWER_MAX_MS = 30_000

/** What a path may hold: one CID, or nothing (null), or one of several after a call without an answer. */
type Possible = (string | null)[]

interface Answer {
  blob?: { ref: { $link: string } }
  cid?: string
  commit?: { cid: string }
  results?: { cid: string }[]
}

/** Writes to one account as fast as it gets answers, on paths of its own, and keeps book of what was acknowledged. */
export class LoadWriter {
  /** Calls that were answered with success. */
  acknowledged = 0
  /** CIDs of the commits that were acknowledged. */
  readonly commits: string[] = []
  /** Answers that were no success: status, error name, and whether they say when to try again. */
  readonly failures: { status: number; error: unknown; retryAfter: boolean }[] = []
  /** Calls that nobody answered. */
  unanswered = 0
  readonly #paths = new Map<string, Possible>()
  /** CIDs of the blobs that records refer to, by the CIDs of the records. */
  readonly #blobs = new Map<string, string>()
  #count = 0

  /**
   * @param url of a server, or what says where the next call goes
   * @param address that it writes from, as a proxy in front of the server tells
   */
  constructor(
    private readonly url: string | (() => string),
    readonly account: TestAccount,
    private readonly name: string,
    private readonly address?: string,
  ) {}

  /** Writes until the server is gone, or it is over. */
  async run(isOver: () => boolean = () => false): Promise<void> {
    while (!isOver()) if (!(await this.step())) return
  }

  /** Writes once. @returns whether that was acknowledged */
  step(): Promise<boolean> {
    return this.#write(this.anyPath())
  }

  /** Uploads bytes and writes a record that refers to them. @returns whether both were acknowledged */
  async stepWithBlob(bytes: Uint8Array): Promise<boolean> {
    const answer = await this.#post('uploadBlob', bytes)
    if (!answer) return false
    const { blob } = answer
    const cid = await this.#create({ blob })
    if (cid) this.#blobs.set(cid, blob!.ref.$link)
    return cid !== undefined
  }

  /** The path of some record that is there without a doubt, if there is one. */
  anyPath(): string | undefined {
    const known = [...this.#paths.keys()].filter((path) => this.#holds(path) !== undefined)
    return known[Math.floor(Math.random() * known.length)]
  }

  /** Whether a path may hold that at the moment. */
  mayHold(path: string, found: string | null): boolean {
    const possible = this.#paths.get(path) ?? [null]
    return possible.includes(found) || (possible.includes(UNKNOWN) && found !== null)
  }

  /** CIDs of the blobs of records that are there without a doubt. */
  get blobs(): string[] {
    const held = [...this.#paths.keys()].map((path) => this.#blobs.get(this.#holds(path) ?? ''))
    return held.filter((cid) => cid !== undefined)
  }

  /** What a path holds; undefined if that is nothing, or not certain. */
  #holds(path: string): string | undefined {
    const possible = this.#paths.get(path)!
    return possible.length === 1 ? (possible[0] ?? undefined) : undefined
  }

  /** @param path of a record that is there */
  #write(path: string | undefined): Promise<boolean> {
    const choice = Math.random()
    if (path === undefined || choice < CREATE_SHARE) return isDone(this.#create())
    if (choice < CREATE_SHARE + BATCH_SHARE) return this.#batch()
    return isDone(Math.random() < 0.5 ? this.#update(path) : this.#delete(path))
  }

  /**
   * Compares the book with what is there, and takes over what calls without an answer have come to.
   * @returns what does not agree
   */
  reconcile(found: ReadonlyMap<string, string>): string[] {
    const problems: string[] = []
    for (const [path, possible] of this.#paths) {
      const present = found.get(path) ?? null
      if (this.mayHold(path, present)) {
        this.#paths.set(path, [present])
      } else {
        problems.push(`${path} is ${present}, but should be ${possible.join(' or ')}`)
      }
    }
    return problems
  }

  /** Whether this writer ever asked for something at a path. */
  knows(path: string): boolean {
    return this.#paths.has(path)
  }

  async #create(more: object = {}): Promise<string | null | undefined> {
    const rkey = `${this.name}-${(this.#count += 1)}`
    const record = { ...this.#record(), ...more }
    return this.#call('createRecord', `${COLLECTION}/${rkey}`, { rkey, record })
  }

  async #update(path: string): Promise<string | null | undefined> {
    return this.#call('putRecord', path, { rkey: path.split('/')[1]!, record: this.#record() })
  }

  async #delete(path: string): Promise<string | null | undefined> {
    return this.#call('deleteRecord', path, { rkey: path.split('/')[1]! })
  }

  /** Several records in one commit. */
  async #batch(): Promise<boolean> {
    const rkeys = Array.from({ length: BATCH_CREATES }, () => `${this.name}-${(this.#count += 1)}`)
    const paths = rkeys.map((rkey) => `${COLLECTION}/${rkey}`)
    for (const path of paths) this.#paths.set(path, [null, UNKNOWN])
    const writes = rkeys.map((rkey) => ({
      $type: 'com.atproto.repo.applyWrites#create',
      collection: COLLECTION,
      rkey,
      value: this.#record(),
    }))
    const answer = await this.#post('applyWrites', { repo: this.account.did, writes })
    if (!answer) return false
    this.acknowledged += 1
    paths.forEach((path, index) => this.#paths.set(path, [answer.results![index]!.cid]))
    return true
  }

  #record(): object {
    return { $type: COLLECTION, text: `${this.name} ${(this.#count += 1)}` }
  }

  /** @returns the CID that the path holds now, null if it holds nothing, or undefined when nobody has said so */
  async #call(method: string, path: string, body: object): Promise<string | null | undefined> {
    const before = this.#paths.get(path) ?? [null]
    const deleting = method === 'deleteRecord'
    this.#paths.set(path, [...before, deleting ? null : UNKNOWN])
    const answer = await this.#post(method, { repo: this.account.did, collection: COLLECTION, ...body })
    if (!answer) return undefined
    this.acknowledged += 1
    const cid = deleting ? null : (answer.cid ?? null)
    this.#paths.set(path, [cid])
    return cid
  }

  /** Undefined when no answer came. An answer that is not a success fails the test. */
  async #post(method: string, body: object): Promise<Answer | undefined> {
    let text: string
    let status: number
    let retryAfter: boolean
    try {
      const response = await fetch(this.#addressOf(method), this.#request(body))
      status = response.status
      retryAfter = response.headers.has('retry-after')
      text = await response.text()
    } catch {
      this.unanswered += 1
      return undefined
    }
    // When the database dies first, the server may still answer that it cannot go on.
    if (status >= 500) {
      this.failures.push({ status, error: (JSON.parse(text) as { error?: unknown }).error, retryAfter })
      return undefined
    }
    if (status !== 200) throw new Error(`${method} was answered ${status}: ${text}`)
    const answer = JSON.parse(text) as Answer
    if (answer.commit) this.commits.push(answer.commit.cid)
    return answer
  }

  #addressOf(method: string): string {
    const url = typeof this.url === 'string' ? this.url : this.url()
    return `${url}/xrpc/com.atproto.repo.${method}`
  }

  #request(body: object): RequestInit {
    const isBlob = body instanceof Uint8Array
    return {
      method: 'POST',
      headers: {
        'content-type': isBlob ? 'application/octet-stream' : 'application/json',
        authorization: `Bearer ${this.account.agent.session!.accessJwt}`,
        ...(this.address && { 'x-forwarded-for': this.address }),
      },
      body: isBlob ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MAX_MS),
    }
  }
}

const isDone = async (call: Promise<string | null | undefined>) => (await call) !== undefined

/** Some record whose CID only the lost answer told. */
const UNKNOWN = 'unknown'
