import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { CREATION_POINTS, type CreationPoint, UNDOING_POINTS } from '../../src/lifecycle/creation-point.js'
import { JOINING_POINTS, type JoiningPoint } from '../../src/sso/people/joining-point.js'
import { PASSWORD } from '../e2e/accounts.js'
import { FirehoseReader, type Frame, isCommit } from '../e2e/firehose-reader.js'
import { ServerProcess } from '../e2e/server-process.js'
import { freePort } from '../support/free-port.js'
import { ExternalPostgres } from '../support/external-postgres.js'
import { DirectoryProxy, type Trouble } from '../support/directory-proxy.js'
import { MemoryPlc } from '../support/memory-plc.js'
import { OidcIdp } from '../support/oidc-idp.js'
import { SsoTraveller } from '../support/sso-traveller.js'

/** How often the server is killed at each moment; by default, once at those of which each leaves something else behind. */
const ROUNDS = Number(process.env.SAGA_ROUNDS ?? 1)
const EVERYWHERE = process.env.SAGA_ROUNDS !== undefined
const ROUND_MAX_MS = 120_000
const PATIENCE_MS = 60_000
const PRELOAD = pathToFileURL(join(import.meta.dirname, 'die-at.mjs')).href
let place: string
let directory: MemoryPlc
let postgres: ExternalPostgres
let proxy: DirectoryProxy
let server: ServerProcess
let idp: OidcIdp
let count = 0
/** Of the last event that was looked at. */
let cursor = 0

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'guildhall-saga-'))
  await disarm()
  directory = await MemoryPlc.open()
  postgres = await ExternalPostgres.start()
  proxy = await DirectoryProxy.start(directory.url)
  const port = await freePort()
  idp = await OidcIdp.start(`http://localhost:${port}`)
  await writeFile(join(place, 'connections.json'), JSON.stringify([organization()]))
  server = await ServerProcess.create({
    PDS_PORT: String(port),
    PDS_SSO_CONNECTIONS_FILE: join(place, 'connections.json'),
    PDS_SSO_PRIVATE_ORIGINS: idp.issuer,
    PDS_DATABASE_URL: postgres.url('saga'),
    PDS_DID_PLC_URL: proxy.url,
    // Drafts grow old when the test says so: see abandonDrafts.
    PDS_ACCOUNT_DRAFT_LEASE_MS: String(60 * 60 * 1000),
    PDS_ACCOUNT_RECOVERY_INTERVAL_MS: '100',
    NODE_OPTIONS: `--import=${PRELOAD}`,
    DIE_AT_FILE: join(place, 'die-at'),
    LOG_LEVEL: 'warn',
  })
  await server.start()
}, 120_000)

afterAll(async () => {
  await server?.remove()
  await idp?.close()
  await proxy?.close()
  await postgres?.remove()
  await directory?.close()
  await rm(place, { recursive: true, force: true })
}, 60_000)

/** The server dies when it reaches this moment. */
const arm = (point: CreationPoint | JoiningPoint) => writeFile(join(place, 'die-at'), point)

const disarm = () => writeFile(join(place, 'die-at'), '')

/** Makes drafts so old that nobody can be at work on them any more; the same of who was making accounts. */
const abandonDrafts = async () => {
  await postgres.rows("UPDATE account_draft SET updated_at = updated_at - interval '1 day'")
  await postgres.rows("UPDATE pending_registration SET handle_until = handle_until - interval '1 day'")
}

/** A connection that makes accounts without asking anything. */
const organization = () => ({
  ...{ key: 'organization', name: 'Example Corp', issuer: idp.issuer, secret: OidcIdp.clientSecret },
  settings: { clientId: OidcIdp.clientId },
  policy: { provisioning: { mode: 'auto', handles: { domain: 'test' } } },
})

interface Applicant {
  handle: string
  email: string
  password: string
}

interface Answer {
  status: number
  json: { did?: string; error?: string; message?: string }
}

async function call(method: string, input: object): Promise<Answer | undefined> {
  try {
    const answer = await fetch(`${server.url}/xrpc/com.atproto.server.${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
    return { status: answer.status, json: (await answer.json()) as Answer['json'] }
  } catch {
    // The server died before it answered.
    return undefined
  }
}

/** Asks for an account at a server that is to die of it. */
async function killedWhileCreating(applicant: Applicant): Promise<void> {
  const answer = await call('createAccount', applicant)
  expect(answer).toBeUndefined()
  expect((await server.ended()).signal).toBe('SIGKILL')
}

/** A start that is to end with the recovery, be it before or after the server was ready. */
async function killedWhileRecovering(): Promise<void> {
  await abandonDrafts()
  await server.start().catch(() => undefined)
  expect((await server.ended()).signal).toBe('SIGKILL')
}

/** Leaves a draft behind whose identity is public. */
async function leaveDraft(applicant: Applicant): Promise<void> {
  await arm('genesis taken')
  await killedWhileCreating(applicant)
  await disarm()
}

/** What the applicant's client does: tries again, and signs in if the account turns out to be there. */
async function retry(applicant: Applicant): Promise<string> {
  const answer = await call('createAccount', applicant)
  if (answer?.status === 200) return answer.json.did!
  expect(answer).toMatchObject({ status: 400, json: { error: 'HandleNotAvailable' } })
  const session = await call('createSession', { identifier: applicant.handle, password: applicant.password })
  expect(session?.status).toBe(200)
  return session!.json.did!
}

async function untilNoDraftIsLeft(): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const drafts = await postgres.rows('SELECT did, step FROM account_draft')
    if (drafts.length === 0) return
    if (performance.now() > deadline) throw new Error(`drafts are left: ${JSON.stringify(drafts)}`)
    await sleep(50)
  }
}

/** The last operation of an identity, if the directory has it. */
async function lastOperation(did: string): Promise<{ type: string; alsoKnownAs?: string[] } | undefined> {
  const answer = await fetch(`${directory.url}/${did}/log/last`)
  if (answer.status === 404) return undefined
  return (await answer.json()) as { type: string; alsoKnownAs?: string[] }
}

async function eventsOf(did: string): Promise<Frame[]> {
  const reader = await FirehoseReader.open(server, cursor)
  const isLast = (frame: Frame) => frame.kind === '#sync' && didOf(frame) === did
  await reader.until((frames) => frames.some(isLast), 'the #sync of the new account')
  reader.close()
  cursor = Math.max(...reader.frames.map(({ seq }) => seq))
  return reader.frames
}

function didOf(frame: Frame): string {
  return isCommit(frame) ? frame.repo : frame.did
}

/** One account, one identity, announced in order; nothing else is left anywhere. */
async function checkWhole({ handle }: Pick<Applicant, 'handle'>, did: string): Promise<void> {
  const accounts = await postgres.rows<{ did: string; keys: number; repos: number }>(
    `SELECT did, (SELECT count(*)::int FROM signing_key WHERE signing_key.did = account.did) AS keys,
            (SELECT count(*)::int FROM repo WHERE repo.did = account.did) AS repos
       FROM account WHERE handle = $1`,
    [handle],
  )
  expect(accounts).toEqual([{ did, keys: 1, repos: 1 }])
  const strays = await postgres.rows(
    `SELECT did FROM signing_key WHERE did NOT IN (SELECT did FROM account)
     UNION ALL SELECT did FROM repo WHERE did NOT IN (SELECT did FROM account)
     UNION ALL SELECT did FROM refresh_token WHERE did NOT IN (SELECT did FROM account)`,
  )
  expect(strays).toEqual([])
  expect(await lastOperation(did)).toMatchObject({
    type: 'plc_operation',
    alsoKnownAs: [`at://${handle}`],
  })
  for (const other of proxy.published) {
    if (other !== did) expect([undefined, 'plc_tombstone']).toContain((await lastOperation(other))?.type)
  }
  const events = await eventsOf(did)
  expect(events.map((frame) => [frame.kind, didOf(frame)])).toEqual(
    ['#identity', '#account', '#commit', '#sync'].map((kind) => [kind, did]),
  )
}

/** How a server dies of an application. */
type Crash = (applicant: Applicant) => Promise<void>

const killServer = () => server.stop('SIGKILL')

const whileCreating =
  (point: CreationPoint): Crash =>
  async (applicant) => {
    await arm(point)
    await killedWhileCreating(applicant)
  }

const whileRecovering =
  (point: CreationPoint): Crash =>
  async (applicant) => {
    await leaveDraft(applicant)
    await arm(point)
    await killedWhileRecovering()
  }

const onTheWay =
  (mishap: Trouble['mishap']): Crash =>
  async (applicant) => {
    proxy.trouble = { mishap, operation: 'plc_operation', then: killServer }
    await killedWhileCreating(applicant)
  }

const onTheWayBack =
  (mishap: Trouble['mishap']): Crash =>
  async (applicant) => {
    await leaveDraft(applicant)
    proxy.trouble = { mishap, operation: 'plc_tombstone', then: killServer }
    await killedWhileRecovering()
  }

/** With a directory that takes the operation but cannot be understood any more. */
const whileGivingUp: Crash = async (applicant) => {
  await arm('draft given up')
  proxy.trouble = { mishap: 'directory away' }
  await killedWhileCreating(applicant)
}

const CRASHES: [string, Crash][] = [
  ...CREATION_POINTS.map((point): [string, Crash] => [`at: ${point}`, whileCreating(point)]),
  ...UNDOING_POINTS.map((point): [string, Crash] => [
    `at: ${point}`,
    point === 'draft given up' ? whileGivingUp : whileRecovering(point),
  ]),
  ['when the genesis operation is lost', onTheWay('request lost')],
  ['when the answer to the genesis operation is lost', onTheWay('answer lost')],
  ['when a tombstone is lost', onTheWayBack('request lost')],
  ['when the answer to a tombstone is lost', onTheWayBack('answer lost')],
]

const BY_DEFAULT = new Set([
  'at: draft inserted',
  'at: genesis on its way',
  'at: genesis taken',
  'at: account stored',
  'at: events appended',
  'at: founding committed',
  'at: draft given up',
  'at: identity retired',
  'when the answer to the genesis operation is lost',
  'when a tombstone is lost',
])

describe.each(CRASHES.filter(([name]) => EVERYWHERE || BY_DEFAULT.has(name)))(
  `a server killed %s, ${ROUNDS} times`,
  (_, crash) => {
    it.each(Array.from({ length: ROUNDS }, (_, index) => index + 1))(
      'leaves one whole account, once its client has tried again (%i)',
      async () => {
        const name = `saga${++count}`
        const applicant = { handle: `${name}.test`, email: `${name}@example.com`, password: PASSWORD }
        proxy.published.clear()
        await crash(applicant)
        proxy.trouble = undefined
        await disarm()
        await server.start()
        await abandonDrafts()
        await untilNoDraftIsLeft()
        await checkWhole(applicant, await retry(applicant))
      },
      ROUND_MAX_MS,
    )
  },
)

/** Moments of onboarding at which the server is killed. */
const ONBOARDING: readonly (CreationPoint | JoiningPoint)[] = EVERYWHERE
  ? [...JOINING_POINTS, ...CREATION_POINTS]
  : ['registration claimed', 'genesis taken', 'account joined']

/** From the provider to the pages of the account, in a browser that may have been there before. */
const comeIn = async (traveller: SsoTraveller) => {
  const [connection] = await postgres.rows<{ id: string }>('SELECT id FROM sso_connection')
  return traveller.open(`${server.url}/sso/start?connection=${connection!.id}&back=/account`)
}

describe.each(ONBOARDING)(`a server killed while somebody of an organization joins, at: %s`, (point) => {
  it.each(Array.from({ length: ROUNDS }, (_, index) => index + 1))(
    'leaves one person with one account, once they have come again (%i)',
    async () => {
      const sub = `saga${++count}`
      const handle = `${sub}.test`
      await idp.next({ sub, email: `${sub}@corp.example`, email_verified: true })
      proxy.published.clear()
      const traveller = new SsoTraveller(server.url, idp)
      await arm(point)
      await expect(comeIn(traveller)).rejects.toThrow()
      expect((await server.ended()).signal).toBe('SIGKILL')
      await disarm()
      await server.start()
      await abandonDrafts()
      await untilNoDraftIsLeft()
      // In the same browser and in another one, at the same time: one of them may be told to wait.
      const others = new SsoTraveller(server.url, idp)
      await Promise.all([comeIn(traveller), comeIn(others)])
      expect((await comeIn(traveller)).url).toMatch(/\/account\/did:plc:/)
      const identities = await postgres.rows<{ did: string }>(
        'SELECT did FROM external_identity WHERE subject = $1',
        [sub],
      )
      expect(identities).toHaveLength(1)
      await checkWhole({ handle }, identities[0]!.did)
    },
    ROUND_MAX_MS,
  )
})
