import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { createAccount, type TestAccount } from '../e2e/accounts.js'
import { ServerProcess } from '../e2e/server-process.js'
import { ExternalPostgres } from '../support/external-postgres.js'
import { LoadWriter } from './load-writer.js'
import { SteadyConsumer } from './steady-consumer.js'
import { differenceOf, untilAllHaveAll } from './stream-checks.js'

const PRELOAD = pathToFileURL(join(import.meta.dirname, 'die-at.mjs')).href
const WRITERS = 6
const TEST_MAX_MS = 180_000

let place: string
let postgres: ExternalPostgres
let server: ServerProcess
let account: TestAccount
let live: SteadyConsumer

const arm = (point: string) => writeFile(join(place, 'die-at'), point)
const packed = async () => {
  const [row] = await postgres.rows<{ events: string; rows: string }>(
    `SELECT coalesce(sum(events), 0) AS events, (SELECT count(*) FROM event_seq) AS rows FROM event_pack`,
  )
  return { events: Number(row!.events), rows: Number(row!.rows) }
}

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'guildhall-packs-'))
  await arm('')
  postgres = await ExternalPostgres.start()
  server = await ServerProcess.create({
    PDS_DATABASE_URL: postgres.url('packs'),
    NODE_OPTIONS: `--import=${PRELOAD}`,
    DIE_AT_FILE: join(place, 'die-at'),
    LOG_LEVEL: 'warn',
  })
  await server.start()
  account = await createAccount(server, 'packed')
  live = new SteadyConsumer(server)
  live.start()
}, 120_000)

afterAll(async () => {
  await live?.stop()
  await server?.remove()
  await postgres?.remove()
  await rm(place, { recursive: true, force: true })
}, 60_000)

describe('a server that dies while it packs events', () => {
  it.each(['event-pack-uncommitted', 'event-packs-stored'])(
    'loses none and shows none twice: %s',
    async (point) => {
      const before = await packed()
      await arm(point)
      const ended = server.ended()
      let isOver = false
      const writers = Array.from(
        { length: WRITERS },
        (_, n) => new LoadWriter(server.url, account, `${point}${n}`),
      )
      const writing = writers.map((writer) => writer.run(() => isOver))
      expect((await ended).signal).toBe('SIGKILL')
      isOver = true
      await Promise.all(writing)
      const atDeath = await packed()
      if (point === 'event-pack-uncommitted') expect(atDeath.events).toBe(before.events)
      else expect(atDeath.events).toBeGreaterThan(before.events)

      await arm('')
      await server.start()
      // What the dead one had begun is done again, at the latest with the next events.
      while ((await packed()).rows > 250) {
        await account.agent.com.atproto.repo.createRecord({
          repo: account.did,
          collection: 'com.example.note',
          record: { $type: 'com.example.note' },
        })
        await sleep(100)
      }
      await untilAllHaveAll(postgres, [live])
      const late = new SteadyConsumer(server)
      late.start()
      await untilAllHaveAll(postgres, [late])
      await late.stop()
      expect(differenceOf(live, late)).toBeUndefined()
      expect((await packed()).events).toBeGreaterThan(before.events)
    },
    TEST_MAX_MS,
  )
})
