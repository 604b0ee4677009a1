import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Did } from '@guildhall/syntax'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Accounts, type AccountStatus } from '../../src/account/index.js'
import { AppModule } from '../../src/app.module.js'
import { Environment } from '../../src/config/index.js'
import { UnitOfWork } from '../../src/database/index.js'
import { configure, createAdapter } from '../../src/server.js'
import { Clock, LogConfig, LogWriter } from '../../src/telemetry/index.js'
import { assertDeclared } from './declared-answers.js'
import { freePort } from './free-port.js'
import { createDatabase, type EmptyDatabase } from './test-database.js'

export const ADMIN_PASSWORD = 'admin-password'
export const PASSWORD = 'a good password'

const SECRETS = {
  PDS_JWT_SECRET: 'jwt-secret-of-the-tests',
  PDS_ADMIN_PASSWORD: ADMIN_PASSWORD,
  PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: '11'.repeat(32),
  PDS_KEY_ENCRYPTION_KEY_HEX: '22'.repeat(32),
}

/** Time goes on as usual, from where the test has moved it to. */
export class MovableClock extends Clock {
  #aheadMs = 0

  override nowMs(): number {
    return Date.now() + this.#aheadMs
  }

  advance(ms: number): void {
    this.#aheadMs += ms
  }
}

/** An answer; `json` is its body if that is JSON. */
export interface Answer {
  status: number
  headers: Record<string, string | undefined>
  bytes: Buffer
  json: Record<string, unknown>
}

/** A new account, signed in. */
export interface Member {
  did: string
  handle: string
  email: string
  accessJwt: string
  refreshJwt: string
}

type Headers = Record<string, string>
/** Parameters of a query; a list is sent as several of one name. */
type Query = Record<string, string | number | boolean | readonly string[] | undefined>

/** The header of somebody who presents this token. */
export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` })

/** The header of the administrator. */
export const admin: Headers = {
  authorization: `Basic ${Buffer.from(`admin:${ADMIN_PASSWORD}`).toString('base64')}`,
}

const TRIES_MAX = 3
let count = 0

/** The whole server, in this process, on a database of its own. It listens, as it is its own PLC directory. */
export class WholeServer {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly clock: MovableClock,
    /** every line of the log */
    readonly lines: Record<string, unknown>[],
    private readonly database: EmptyDatabase,
    private readonly dataDirectory: string,
  ) {}

  /** @param env settings besides those that make it a server for tests */
  static async start(env: Record<string, string> = {}): Promise<WholeServer> {
    for (let tries = 1; ; tries++) {
      try {
        return await WholeServer.#startOnce(env)
      } catch (error) {
        // Somebody else has taken the port that was free.
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tries === TRIES_MAX) throw error
      }
    }
  }

  static async #startOnce(env: Record<string, string>): Promise<WholeServer> {
    const database = await createDatabase()
    const dataDirectory = await mkdtemp(join(tmpdir(), 'guildhall-http-'))
    const port = await freePort()
    const environment = Environment.of({
      ...SECRETS,
      PDS_PORT: String(port),
      PDS_DATA_DIRECTORY: dataDirectory,
      PDS_DATABASE_URL: database.url,
      PDS_DATABASE_POOL_SIZE: '8',
      PDS_DEV_MODE: 'true',
      PDS_FAILED_SIGN_IN_MS: '0',
      LOG_LEVEL: 'debug',
      ...env,
    })
    const clock = new MovableClock()
    const lines: Record<string, unknown>[] = []
    const app = await createApplication(environment, clock, lines)
    const server = new WholeServer(app, `http://localhost:${port}`, clock, lines, database, dataDirectory)
    try {
      await app.listen(port, 'localhost')
    } catch (error) {
      await server.close()
      throw error
    }
    return server
  }

  /** of its database, for PDS_DATABASE_URL */
  get databaseUrl(): string {
    return this.database.url
  }

  /** Calls a query. */
  async get(nsid: string, query: Query = {}, headers: Headers = {}): Promise<Answer> {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) {
      for (const each of Array.isArray(value) ? value : [value]) {
        if (each !== undefined) search.append(name, String(each))
      }
    }
    return this.request('GET', `/xrpc/${nsid}?${search.toString()}`, headers)
  }

  /** Calls a procedure; without an input there is no body. */
  async post(nsid: string, input?: object, headers: Headers = {}): Promise<Answer> {
    const type: Headers = input ? { 'content-type': 'application/json' } : {}
    return this.request('POST', `/xrpc/${nsid}`, { ...type, ...headers }, input && JSON.stringify(input))
  }

  async request(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    headers: Headers = {},
    payload?: string | Buffer,
  ): Promise<Answer> {
    const answer = await this.app.inject({ method, url, headers, ...(payload !== undefined && { payload }) })
    const isJson = /[/+]json\b/.test(String(answer.headers['content-type']))
    const json = isJson ? (JSON.parse(answer.body) as Record<string, unknown>) : {}
    assertDeclared(method, url, { headers: answer.headers, code: json.code })
    return {
      status: answer.statusCode,
      headers: answer.headers as Answer['headers'],
      bytes: answer.rawPayload,
      json,
    }
  }

  /** Makes an account, with a handle of its own unless another is wanted. */
  async signUp(more: object = {}): Promise<Member> {
    const name = `member${++count}`
    const wanted = { handle: `${name}.test`, email: `${name}@example.com`, password: PASSWORD, ...more }
    const { status, json } = await this.post('com.atproto.server.createAccount', wanted)
    if (status !== 200) throw new Error(`the account was not made: ${status} ${JSON.stringify(json)}`)
    return { ...(json as unknown as Member), email: wanted.email }
  }

  /** Signs in; gives the answer. */
  signIn(identifier: string, password = PASSWORD, more: object = {}): Promise<Answer> {
    return this.post('com.atproto.server.createSession', { identifier, password, ...more })
  }

  /** Puts an account into a state that no method of this release brings about. */
  async setStatus(did: string, status: AccountStatus): Promise<void> {
    const accounts = this.app.get(Accounts, { strict: false })
    const work = this.app.get(UnitOfWork, { strict: false })
    await work.run((tx) => accounts.change(tx, did as Did, { status }))
    accounts.changed(did as Did)
  }

  /** A statement on the database; changes that methods of this release cannot make. */
  async sql<R extends object>(text: string, values: unknown[] = []): Promise<R[]> {
    const client = await this.connect()
    try {
      return (await client.query<R>(text, values)).rows
    } finally {
      await client.end()
    }
  }

  /** A session on the database of the test's own, which ends it. */
  async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.database.url })
    await client.connect()
    return client
  }

  /** Takes the database away until the returned function is called. */
  withoutDatabase(): Promise<() => Promise<void>> {
    return this.database.close()
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.database.drop()
    await rm(this.dataDirectory, { recursive: true, force: true })
  }
}

async function createApplication(
  environment: Environment,
  clock: Clock,
  lines: Record<string, unknown>[],
): Promise<NestFastifyApplication> {
  const writer = new LogWriter(environment.section(LogConfig), {
    write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  })
  const compiled = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(Environment)
    .useValue(environment)
    .overrideProvider(LogWriter)
    .useValue(writer)
    .overrideProvider(Clock)
    .useValue(clock)
    .setLogger(false as never)
    .compile()
  const app = compiled.createNestApplication<NestFastifyApplication>(createAdapter(), { bodyParser: false })
  return configure(app)
}
