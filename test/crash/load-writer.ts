import type { TestAccount } from '../e2e/accounts.js'

const COLLECTION = 'com.example.load'
const CREATE_SHARE = 0.6

/** What a path may hold: one CID, or nothing (null), or one of several after a call without an answer. */
type Possible = (string | null)[]

/** Writes to one account as fast as it gets answers, on paths of its own, and keeps book of what was acknowledged. */
export class LoadWriter {
  /** Calls that were answered with success. */
  acknowledged = 0
  readonly #paths = new Map<string, Possible>()
  #count = 0

  constructor(
    private readonly url: string,
    readonly account: TestAccount,
    private readonly name: string,
  ) {}

  /** Writes until the server is gone. */
  async run(): Promise<void> {
    for (;;) {
      const known = [...this.#paths.keys()].filter((path) => this.#paths.get(path)![0] !== null)
      const path = known[Math.floor(Math.random() * known.length)]
      const alive =
        path === undefined || Math.random() < CREATE_SHARE
          ? await this.#create()
          : Math.random() < 0.5
            ? await this.#update(path)
            : await this.#delete(path)
      if (!alive) return
    }
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
  async #post(method: string, body: object): Promise<{ cid?: string } | undefined> {
    let text: string
    let status: number
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
      text = await response.text()
    } catch {
      return undefined
    }
    // When the database dies first, the server may still answer that it cannot go on.
    if (status >= 500) return undefined
    if (status !== 200) throw new Error(`${method} was answered ${status}: ${text}`)
    return JSON.parse(text) as { cid?: string }
  }
}

/** Some record whose CID only the lost answer told. */
const UNKNOWN = 'unknown'
