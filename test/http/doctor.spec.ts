import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { createServer as createTlsServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Environment } from '../../src/config/index.js'
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js'
import { Doctor, type DoctorOptions, type Finding } from '../../src/doctor/index.js'
import { Log } from '../../src/telemetry/index.js'
import { AnsweringServer } from '../support/answering-server.js'
import { FaultySmtp } from '../support/faulty-smtp.js'
import { SmallDisk } from '../support/small-disk.js'
import { SMTP_CERTIFICATE, SMTP_KEY } from '../support/smtp-certificate.js'
import { createDatabase, type EmptyDatabase } from '../support/test-database.js'
import { WholeServer } from '../support/whole-server.js'

const TEST_MAX_MS = 60_000
const MEBIBYTE = 2 ** 20
/** Nothing listens there. */
const CLOSED = 'localhost:9'

let server: WholeServer
let database: EmptyDatabase
let directory: string
let plc: AnsweringServer
let relay: AnsweringServer
const opened: { close(): Promise<unknown> }[] = []

beforeAll(async () => {
  server = await WholeServer.start()
  database = await createDatabase()
  directory = await mkdtemp(join(tmpdir(), 'guildhall-doctor-'))
  await chmod(directory, 0o755)
  await mkdir(join(directory, 'blobs'))
  plc = await AnsweringServer.json({ version: '0.0.1' })
  relay = await AnsweringServer.json({ hostname: 'localhost', seq: 0, accountCount: 0, status: 'active' })
}, TEST_MAX_MS)
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})
afterAll(async () => {
  await Promise.all([plc?.close(), relay?.close()])
  await server?.close()
  await database?.drop()
  await rm(directory, { recursive: true, force: true })
})

/** Closed after the test. */
function keep<T extends { close(): Promise<unknown> }>(one: T): T {
  opened.push(one)
  return one
}

/** What is found of an installation where all is well, but for these settings. */
async function examine(env: Record<string, string> = {}, options: DoctorOptions = {}): Promise<Finding[]> {
  const environment = Environment.of({
    PDS_DATA_DIRECTORY: directory,
    PDS_DATABASE_URL: database.url,
    PDS_DATABASE_POOL_SIZE: '4',
    PDS_DEV_MODE: 'true',
    PDS_PORT: new URL(server.url).port,
    PDS_DID_PLC_URL: plc.url,
    PDS_CRAWLERS: relay.url,
    ...env,
  })
  const findings = await new Doctor(environment).examine({ publicUrl: server.url, ...options })
  // Words are filled with values that have to be there.
  for (const { detail, fix = '' } of findings) expect(detail + fix).not.toMatch(/\{\{|undefined/)
  return findings
}

const notOk = (findings: Finding[]) => findings.filter(({ outcome }) => /failed|warning/.test(outcome))
const of = (check: string, findings: Finding[]) => findings.filter((finding) => finding.check === check)

/** The one finding of a check that is not as it should be. */
function faultOf(check: string, findings: Finding[]): Finding {
  const [fault, ...more] = of(check, notOk(findings))
  expect(more).toEqual([])
  expect(fault?.fix).toBeTruthy()
  return fault!
}

describe('the doctor', () => {
  test(
    'finds nothing where all is well',
    async () => {
      const smtp = keep(await FaultySmtp.start({ user: { name: 'pds', password: 'secret' } }))
      const appView = keep(await AnsweringServer.json({ version: '1' }))
      const findings = await examine({
        PDS_EMAIL_SMTP_URL: `smtp://pds:secret@localhost:${smtp.port}?requireTLS=false`,
        PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
        PDS_BSKY_APP_VIEW_URL: appView.url,
        PDS_BSKY_APP_VIEW_DID: 'did:web:app.example.com',
      })
      // The database of the tests does not wait for the disk, and SMTP without TLS is worth a note even here. How far away
      // the database is depends on what else this machine has to do.
      const notes = notOk(findings).filter(({ detail }) => !detail.endsWith(' ms away'))
      expect(notes.map(({ check, detail }) => `${check}: ${detail}`)).toEqual([
        expect.stringMatching(/^database: fsync is off/),
        expect.stringMatching(/^database: full_page_writes is off/),
        expect.stringMatching(/^mail: encryption/),
      ])
      const address = `localhost:${new URL(server.url).port}`
      expect(of('port', findings)).toMatchObject([{ code: 'port_ours', values: { address } }])
      for (const check of ['blobs', 'port', 'public URL', 'WebSocket', 'relays', 'AppView']) {
        expect(of(check, findings)).toMatchObject([{ outcome: 'ok' }])
      }
      expect(smtp.mails).toEqual([])
      expect(JSON.stringify(findings)).not.toContain('secret@')
    },
    TEST_MAX_MS,
  )

  test(
    'goes on with the rest where settings are wrong',
    async () => {
      const findings = await examine({ PDS_DATABASE_POOL_SIZE: 'many', PDS_PROT: '1' })
      expect(of('settings', notOk(findings)).map(({ detail }) => detail)).toEqual([
        expect.stringMatching(/^PDS_DATABASE_POOL_SIZE must be/),
        expect.stringMatching(/^PDS_PROT is no setting/),
      ])
      expect(of('database', findings)).toMatchObject([{ outcome: 'skipped' }])
      expect(of('WebSocket', findings)).toMatchObject([{ outcome: 'ok' }])
    },
    TEST_MAX_MS,
  )
})

describe('around the machine, the doctor finds', () => {
  test(
    'a proxy that passes requests on, but no WebSockets',
    async () => {
      const proxy = keep(
        await AnsweringServer.start((request, response) => {
          void fetch(`${server.url}${request.url}`).then(async (answer) =>
            response.writeHead(answer.status).end(await answer.text()),
          )
        }),
      )
      const findings = await examine({}, { publicUrl: proxy.url })
      expect(of('public URL', findings)).toMatchObject([{ outcome: 'ok' }])
      const fault = faultOf('WebSocket', findings)
      expect(fault).toMatchObject({ outcome: 'failed', detail: expect.stringMatching(/answered 4\d\d/) })
      expect(fault.fix).toContain('proxy_set_header Upgrade')
    },
    TEST_MAX_MS,
  )

  test(
    'another server at the public URL, and none',
    async () => {
      const other = keep(await AnsweringServer.json({ did: 'did:web:other.example.com' }))
      const elsewhere = await examine({}, { publicUrl: other.url })
      expect(faultOf('public URL', elsewhere).detail).toContain('did:web:other.example.com, not')
      const nowhere = await examine({}, { publicUrl: `http://${CLOSED}` })
      expect(faultOf('public URL', nowhere)).toMatchObject({ outcome: 'failed' })
    },
    TEST_MAX_MS,
  )

  test(
    'a certificate that nobody signed, and no TLS at all',
    async () => {
      const https = createTlsServer({ key: SMTP_KEY, cert: SMTP_CERTIFICATE })
      await new Promise<void>((resolve) => https.listen(0, 'localhost', resolve))
      keep({ close: () => new Promise((resolve) => https.close(resolve)) })
      const { port } = https.address() as { port: number }
      const unsigned = await examine({}, { publicUrl: `https://localhost:${port}` })
      expect(faultOf('TLS', unsigned).detail).toContain('DEPTH_ZERO_SELF_SIGNED_CERT')
      const plain = await examine({}, { publicUrl: server.url.replace('http:', 'https:') })
      expect(faultOf('TLS', plain)).toMatchObject({ outcome: 'failed' })
    },
    TEST_MAX_MS,
  )

  test(
    'a name that leads nowhere',
    async () => {
      const findings = await examine({ PDS_HOSTNAME: 'pds.invalid' }, { publicUrl: 'https://pds.invalid' })
      expect(faultOf('DNS', findings).fix).toContain('pds.invalid. 300 IN A')
    },
    TEST_MAX_MS,
  )

  test.each([
    ['wrong by two minutes', 120_000, 'failed'],
    ['wrong by ten seconds', -10_000, 'warning'],
    ['right', 0, 'ok'],
  ])(
    'a clock that is %s',
    async (_what, differenceMs, outcome) => {
      const date = new Date(Date.now() - differenceMs)
      const other = keep(await AnsweringServer.json({ version: '1' }, { date }))
      const findings = await examine({ PDS_DID_PLC_URL: other.url, PDS_CRAWLERS: '' })
      expect(of('clock', findings)).toMatchObject([{ outcome }])
      if (outcome !== 'ok') expect(faultOf('clock', findings).fix).toContain('timedatectl set-ntp true')
    },
    TEST_MAX_MS,
  )

  test.each([
    ['does not know this host', { error: 'HostNotFound' }, 400, 'warning', /requestCrawl/],
    ['has banned it', { status: 'banned' }, 200, 'failed', /Write to whoever runs/],
    ['throttles it', { status: 'throttled' }, 200, 'warning', /Write to whoever runs/],
    ['cannot reach it', { status: 'offline' }, 200, 'failed', /public URL/],
    ['is ahead of it, as after a restore', { status: 'active', seq: 10 ** 9 }, 200, 'failed', /restore/],
    ['fails', 'no', 500, 'failed', /curl -v/],
  ])(
    'a relay that %s',
    async (_what, body, status, outcome, fix) => {
      const other = keep(await AnsweringServer.json(body, { status }))
      const fault = faultOf('relays', await examine({ PDS_CRAWLERS: other.url }))
      expect(fault).toMatchObject({ outcome, fix: expect.stringMatching(fix) })
    },
    TEST_MAX_MS,
  )

  test(
    'a relay that knows fewer accounts than there are',
    async () => {
      await server.signUp()
      const env = { PDS_DATABASE_URL: server.databaseUrl }
      const fault = faultOf('relays', await examine(env))
      expect(fault.detail).toMatch(/knows 0 of 1 active accounts/)
    },
    TEST_MAX_MS,
  )

  test(
    'a PLC directory and an AppView that do not answer',
    async () => {
      const silent = keep(await AnsweringServer.start(() => undefined))
      const findings = await examine({
        PDS_DID_PLC_URL: silent.url,
        PDS_BSKY_APP_VIEW_URL: `http://${CLOSED}`,
        PDS_BSKY_APP_VIEW_DID: 'did:web:app.example.com',
      })
      expect(faultOf('PLC directory', findings)).toMatchObject({ outcome: 'failed' })
      expect(faultOf('AppView', findings)).toMatchObject({ outcome: 'failed' })
    },
    TEST_MAX_MS,
  )

  test(
    'an SMTP server that is not there, and one that turns this server away',
    async () => {
      const smtp = keep(await FaultySmtp.start({ user: { name: 'pds', password: 'secret' } }))
      const mailBy = (url: string) =>
        examine({ PDS_EMAIL_SMTP_URL: url, PDS_EMAIL_FROM_ADDRESS: 'pds@example.com' })
      expect(faultOf('mail', await mailBy(`smtps://${CLOSED}`))).toMatchObject({
        outcome: 'failed',
        detail: expect.stringMatching(/^connection: /),
      })
      const away = of('mail', notOk(await mailBy(`smtp://pds:wrong@localhost:${smtp.port}`)))
      expect(away.at(-1)).toMatchObject({
        outcome: 'failed',
        detail: expect.stringMatching(/^sign-in: .*535/),
      })
    },
    TEST_MAX_MS,
  )

  test(
    'what a mail for trial meets, if one is asked for',
    async () => {
      const smtp = keep(await FaultySmtp.start())
      const env = {
        PDS_EMAIL_SMTP_URL: `smtp://localhost:${smtp.port}`,
        PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
      }
      const findings = await examine(env, { mailTo: 'operator@example.com' })
      expect(of('mail', findings)[0]).toMatchObject({ outcome: 'ok' })
      expect(smtp.mails).toHaveLength(1)
    },
    TEST_MAX_MS,
  )
})

describe('in the machine, the doctor finds', () => {
  test(
    'another program on the port',
    async () => {
      const other = keep(await AnsweringServer.start((_request, response) => response.writeHead(404).end()))
      const fault = faultOf('port', await examine({ PDS_PORT: String(other.port) }))
      expect(fault.fix).toContain(`sport = :${other.port}`)
    },
    TEST_MAX_MS,
  )

  test(
    'secrets that others may read, and such as can be guessed',
    async () => {
      const secrets = join(directory, 'secrets')
      await mkdir(secrets, { mode: 0o700 })
      await writeFile(join(secrets, 'jwt-secret'), 'x', { mode: 0o644 })
      const open = faultOf('secrets', await examine())
      expect(open).toMatchObject({ outcome: 'failed', fix: expect.stringContaining('chmod go-rwx') })
      await rm(secrets, { recursive: true })
      const guessed = await examine({
        PDS_ADMIN_PASSWORD: 'letmein',
        PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: '11'.repeat(32),
      })
      expect(of('secrets', notOk(guessed))).toHaveLength(2)
      expect(JSON.stringify(guessed)).not.toMatch(/letmein|1111/)
    },
    TEST_MAX_MS,
  )

  test(
    'a disk that is full, and one that cannot be written to',
    async () => {
      const disk = await SmallDisk.mount(MEBIBYTE)
      // Only root may mount.
      if (!disk) return
      try {
        const env = { PDS_DATA_DIRECTORY: disk.path }
        expect(faultOf('disk', await examine(env))).toMatchObject({ outcome: 'failed' })
        const { bavail, bsize } = await statfs(disk.path)
        await writeFile(join(disk.path, 'filler'), Buffer.alloc(bavail * bsize))
        expect(faultOf('disk', await examine(env)).detail).toMatch(/ENOSPC|full/)
        spawnSync('mount', ['-o', 'remount,ro', disk.path])
        expect(faultOf('disk', await examine(env)).detail).toContain('EROFS')
      } finally {
        await disk.unmount()
      }
    },
    TEST_MAX_MS,
  )

  test(
    'blobs that cannot be kept: on a disk, in a bucket',
    async () => {
      const location = join(directory, 'no-folder')
      await writeFile(location, 'a file')
      expect(faultOf('blobs', await examine({ PDS_BLOBSTORE_DISK_LOCATION: location }))).toMatchObject({
        outcome: 'failed',
      })
      await rm(location)
      const s3 = await examine({
        PDS_BLOBSTORE_S3_BUCKET: 'blobs',
        PDS_BLOBSTORE_S3_ENDPOINT: `http://${CLOSED}`,
        PDS_BLOBSTORE_S3_ACCESS_KEY_ID: 'id',
        PDS_BLOBSTORE_S3_SECRET_ACCESS_KEY: 'key',
      })
      expect(faultOf('blobs', s3).detail).toMatch(/^the bucket blobs: /)
    },
    TEST_MAX_MS,
  )

  test(
    'a database that is not there, that does not exist, or waits for migrations',
    async () => {
      const closed = await examine({ PDS_DATABASE_URL: `postgres://pds:x@${CLOSED}/pds` })
      expect(faultOf('database', closed).fix).toContain('Nothing listens there')
      const missing = await examine({ PDS_DATABASE_URL: database.url.replace(/[^/]*$/, 'nothing') })
      expect(faultOf('database', missing).fix).toContain('createdb')
      const empty = await createDatabase({ migrated: false })
      try {
        const fresh = of('database', notOk(await examine({ PDS_DATABASE_URL: empty.url })))
        expect(fresh.at(-1)).toMatchObject({
          outcome: 'warning',
          detail: expect.stringMatching(/^\d+ migrations wait/),
        })
      } finally {
        await empty.drop()
      }
    },
    TEST_MAX_MS,
  )

  test(
    'a wrong password of the database',
    async () => {
      const place = join(directory, 'postgres')
      const postgres = new EmbeddedPostgres(place, { sharedBuffersMb: 16, durable: false }, Log.silent())
      await postgres.start()
      try {
        const { host, port, user, database: name } = postgres.connection
        const client = new pg.Client(postgres.connection)
        await client.connect()
        await client.query(`ALTER ROLE ${user} PASSWORD 'right'`)
        await writeFile(join(place, 'cluster/pg_hba.conf'), 'local all all scram-sha-256\n')
        await client.query('SELECT pg_reload_conf()')
        await client.end()
        const urlWith = (password: string) =>
          `postgres://${user}:${password}@${encodeURIComponent(host!)}:${port}/${name}`
        const wrong = faultOf('database', await examine({ PDS_DATABASE_URL: urlWith('wrong') }))
        expect(wrong).toMatchObject({ outcome: 'failed', fix: expect.stringContaining('password') })
        expect(JSON.stringify(wrong)).not.toContain(':wrong@')
      } finally {
        await postgres.stop()
      }
    },
    TEST_MAX_MS,
  )
})
