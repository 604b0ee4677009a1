import type { TestAccount } from '../e2e/accounts.js'

const COLLECTION = 'com.example.load'
const CREATE_SHARE = 0.5
const BATCH_SHARE = 0.1
const BATCH_CREATES = 3

/** What a path may hold: one CID, or nothing (null), or one of several after a call without an answer. */
type Possible = (string | null)[]

interface Answer {
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
  readonly #paths = new Map<string, Possible>()
  #count = 0

  constructor(
    private readonly url: string,
    readonly account: TestAccount,
    private readonly name: string,
  ) {}

  /** Writes until the server is gone, or it is over. */
  async run(isOver: () => boolean = () => false): Promise<void> {
    while (!isOver()) {
      const known = [...this.#paths.keys()].filter((path) => this.#paths.get(path)![0] !== null)
      const path = known[Math.floor(Math.random() * known.length)]
      if (!(await this.#write(path))) return
    }
  }

  /** @param path of a record that is probably there */
  #write(path: string | undefined): Promise<boolean> {
    const choice = Math.random()
    if (path === undefined || choice < CREATE_SHARE) return this.#create()
    if (choice < CREATE_SHARE + BATCH_SHARE) return this.#batch()
    return Math.random() < 0.5 ? this.#update(path) : this.#delete(path)
  }

  /**
   * Compares the book with what is there, and takes over what calls without an answer have come to.
   * @returns what does not agree
   */
  reconcile(found: ReadonlyMap<string, string>): string[] {
    const problems: string[] = []
    for (const [path, possible] of this.#paths) {
      const present = found.get(path) ?? null
      if (possible.includes(present) || (possible.includes(UNKNOWN) && present !== null)) {
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

  async #create(): Promise<boolean> {
    const rkey = `${this.name}-${(this.#count += 1)}`
    return this.#call('createRecord', `${COLLECTION}/${rkey}`, { rkey, record: this.#record() })
  }

  async #update(path: string): Promise<boolean> {
    return this.#call('putRecord', path, { rkey: path.split('/')[1]!, record: this.#record() })
  }

  async #delete(path: string): Promise<boolean> {
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

  async #call(method: string, path: string, body: object): Promise<boolean> {
    const before = this.#paths.get(path) ?? [null]
    const deleting = method === 'deleteRecord'
    this.#paths.set(path, [...before, deleting ? null : UNKNOWN])
    const answer = await this.#post(method, { repo: this.account.did, collection: COLLECTION, ...body })
    if (!answer) return false
    this.acknowledged += 1
    this.#paths.set(path, [deleting ? null : (answer.cid ?? null)])
    return true
  }

  /** Undefined when no answer came. An answer that is not a success fails the test. */
  async #post(method: string, body: object): Promise<Answer | undefined> {
    let text: string
    let status: number
    let retryAfter: boolean
    try {
      const response = await fetch(`${this.url}/xrpc/com.atproto.repo.${method}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${this.account.agent.session!.accessJwt}`,
        },
        body: JSON.stringify(body),
      })
      status = response.status
      retryAfter = response.headers.has('retry-after')
      text = await response.text()
    } catch {
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
}

/** Some record whose CID only the lost answer told. */
const UNKNOWN = 'unknown'
