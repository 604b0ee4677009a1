import { randomBytes } from 'node:crypto'
import { COLLECTION, LoadWriter } from '../crash/load-writer.js'
import { PASSWORD, type TestAccount } from '../e2e/accounts.js'
import type { Worker } from './steady-load.js'

const ANSWER_MAX_MS = 30_000
const BLOB_BYTES_MAX = 32 * 1024
const LIST_LIMIT = 50
/** Addresses for examples (RFC 5737): each account comes from one of its own, as a proxy in front tells. */
const ADDRESSES = '198.51.100'

interface Answer {
  status: number
  json: Record<string, unknown>
}
interface Call {
  input?: object
  token?: string
}

/** What a member does: of a hundred calls so many. */
const SHARES = { write: 50, upload: 8, read: 20, list: 10, session: 12 }
type Deed = keyof typeof SHARES
const SESSION_SHARES = { refresh: 0.15, signIn: 0.05 }

/** Somebody who writes through one node, and reads through all of them what was acknowledged. */
export class LoadMember implements Worker {
  /** What should not be: wrong answers, and refusals that nobody expects. */
  readonly problems: string[] = []
  readonly writer: LoadWriter
  readonly #address: string

  /**
   * @param index of the account
   * @param urls of all nodes, the own one first
   * @param renews whether it renews the session of the account; one member of each does
   */
  constructor(
    private readonly account: TestAccount,
    index: number,
    name: string,
    private readonly urls: readonly [string, ...string[]],
    private readonly renews: boolean,
  ) {
    this.#address = `${ADDRESSES}.${index + 1}`
    this.writer = new LoadWriter(urls[0], account, name, this.#address)
  }

  async act(): Promise<void> {
    try {
      await this.#do(choice())
    } catch (error) {
      this.problems.push((error as Error).message)
    }
  }

  async #do(deed: Deed): Promise<unknown> {
    if (deed === 'write') return this.writer.step()
    if (deed === 'upload') return this.writer.stepWithBlob(randomBytes(1 + Math.random() * BLOB_BYTES_MAX))
    if (deed === 'read') return this.#read(this.writer.anyPath())
    return deed === 'list' ? this.#list() : this.#session()
  }

  async #read(path: string | undefined): Promise<void> {
    if (path === undefined) return
    const [collection, rkey] = path.split('/') as [string, string]
    const query = new URLSearchParams({ repo: this.account.did, collection, rkey }).toString()
    const answer = await this.#call(`com.atproto.repo.getRecord?${query}`)
    if (!answer) return
    const found = answer.status === 200 ? (answer.json.cid as string) : null
    if (found === null && answer.json.error !== 'RecordNotFound') this.#complain('getRecord', answer)
    if (!this.writer.mayHold(path, found)) this.problems.push(`${path} was read as ${found}`)
  }

  async #list(): Promise<void> {
    const params = { repo: this.account.did, collection: COLLECTION, limit: String(LIST_LIMIT) }
    const answer = await this.#call(`com.atproto.repo.listRecords?${new URLSearchParams(params).toString()}`)
    if (!answer) return
    if (answer.status !== 200) return this.#complain('listRecords', answer)
    for (const { uri, cid } of answer.json.records as { uri: string; cid: string }[]) {
      const listed = uri.split('/').slice(3).join('/')
      if (this.writer.knows(listed) && !this.writer.mayHold(listed, cid))
        this.problems.push(`${listed} was listed as ${cid}`)
    }
  }

  async #session(): Promise<void> {
    const chance = Math.random()
    if (chance < SESSION_SHARES.signIn) return this.#signIn()
    if (this.renews && chance < SESSION_SHARES.signIn + SESSION_SHARES.refresh) return this.#renew()
    const token = this.account.agent.session!.accessJwt
    await this.#expectSession(token)
  }

  /** A session of its own, which is known to all nodes, and then ends. */
  async #signIn(): Promise<void> {
    const input = { identifier: this.account.handle, password: PASSWORD }
    const answer = await this.#call('com.atproto.server.createSession', { input })
    if (!answer) return
    if (answer.status !== 200) return this.#complain('createSession', answer)
    await this.#expectSession(answer.json.accessJwt as string)
    const token = answer.json.refreshJwt as string
    const ended = await this.#call('com.atproto.server.deleteSession', { token })
    if (ended && ended.status !== 200) this.#complain('deleteSession', ended)
  }

  async #expectSession(token: string): Promise<void> {
    const answer = await this.#call('com.atproto.server.getSession', { token })
    if (answer && answer.json.did !== this.account.did) this.#complain('getSession', answer)
  }

  /** When nobody answers, the same token is good for once more. */
  async #renew(): Promise<void> {
    const { sessionManager, session } = this.account.agent
    const answer = await this.#call('com.atproto.server.refreshSession', { token: session!.refreshJwt })
    if (!answer) return
    if (answer.status !== 200) return this.#complain('refreshSession', answer)
    const { accessJwt, refreshJwt } = answer.json as { accessJwt: string; refreshJwt: string }
    sessionManager.session = { ...session!, accessJwt, refreshJwt }
  }

  #complain(method: string, { status, json }: Answer): void {
    this.problems.push(`${method} was answered ${status} ${JSON.stringify(json)}`)
  }

  /** Any node is asked. Undefined when it does not answer, or asks to be left alone for a moment. */
  async #call(path: string, { input, token }: Call = {}): Promise<Answer | undefined> {
    const url = this.urls[Math.floor(Math.random() * this.urls.length)]!
    const isQuery = path.includes('?') || path.endsWith('getSession')
    try {
      const answer = await fetch(`${url}/xrpc/${path}`, {
        method: isQuery ? 'GET' : 'POST',
        headers: {
          'x-forwarded-for': this.#address,
          ...(token && { authorization: `Bearer ${token}` }),
          ...(input && { 'content-type': 'application/json' }),
        },
        ...(input && { body: JSON.stringify(input) }),
        signal: AbortSignal.timeout(ANSWER_MAX_MS),
      })
      const text = await answer.text()
      if (answer.status === 503 && answer.headers.has('retry-after')) return undefined
      return { status: answer.status, json: (text === '' ? {} : JSON.parse(text)) as Answer['json'] }
    } catch {
      return undefined
    }
  }
}

function choice(): Deed {
  let left = Math.random() * Object.values(SHARES).reduce((sum, share) => sum + share, 0)
  const deeds = Object.entries(SHARES) as [Deed, number][]
  return deeds.find(([, share]) => (left -= share) < 0)![0]
}
