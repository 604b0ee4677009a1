import type { LexMap } from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { encodeCar } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Accounts } from '../../src/account/index.js'
import { Database } from '../../src/database/index.js'
import { AbandonedImports } from '../../src/repo/import/abandoned-imports.js'
import { ImportAdmission } from '../../src/repo/import/import-admission.js'
import { ImportIntake } from '../../src/repo/import/import-intake.js'
import { ImportStore } from '../../src/repo/import/import.store.js'
import { InterruptedImports } from '../../src/repo/import/interrupted-imports.js'
import { RemovedRepoRows } from '../../src/repo/removed-repo-rows.js'
import { pausedUpload } from '../support/paused-upload.js'
import { preorderBlocks } from '../support/preorder-blocks.js'
import { carOf, sampleCar } from '../support/sample-car.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { createRecord, importRepo, listRecords } = com.atproto.repo
const { getLatestCommit, getRepo } = com.atproto.sync
const { checkAccountStatus } = com.atproto.server
const NOTE = 'com.example.note'
/** More than is gathered before it is written, for each half of the file. */
const RECORDS = 4_000
const SYNC_EVENT = 2
const LONG_MS = 60_000

let server: WholeServer
let member: Member
beforeAll(async () => {
  // What comes out of order is to be lost with the database.
  server = await WholeServer.start({ PDS_REPO_IMPORT_MEMORY_BYTES: '0' })
}, LONG_MS)
beforeEach(async () => {
  member = await server.signUp()
  expect((await importCar(carOf(sampleCar(member.did, { [`${NOTE}/old`]: { $type: NOTE } })))).status).toBe(
    200,
  )
})
afterAll(() => server?.close())

const importCar = (body: Uint8Array | ReadableStream) =>
  fetch(`${server.url}/xrpc/${importRepo.nsid}`, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.ipld.car', ...bearer(member.accessJwt) },
    body: body as never,
    ...{ duplex: 'half' },
  })

const headOf = async () => (await server.get(getLatestCommit.nsid, { did: member.did })).json
const rkeys = async () => {
  const { json } = await server.get(listRecords.nsid, { repo: member.did, collection: NOTE })
  return (json.records as { uri: string }[]).map(({ uri }) => uri.split('/').at(-1))
}

type Order = 'preorder' | 'reversed'

/** A file in the order in which servers export it, or the other way round. */
async function carIn(order: Order): Promise<Uint8Array> {
  const text = 'text '.repeat(100)
  const records = Array.from({ length: RECORDS }, (_, n) => [`${NOTE}/new-${n}`, { $type: NOTE, n, text }])
  const blocks = await preorderBlocks(member.did, Object.fromEntries(records) as Record<string, LexMap>)
  const root = blocks[0]!.cid
  return encodeCar([root], order === 'preorder' ? blocks : blocks.reverse())
}

describe('while an import is under way', () => {
  it('its member sees how far it has come', async () => {
    const count = async () =>
      (await server.get(checkAccountStatus.nsid, {}, bearer(member.accessJwt))).json.indexedRecords as number
    let seen = 0
    const look = async () => (seen = await count())
    expect((await importCar(pausedUpload(server, await carIn('preorder'), look))).status).toBe(200)
    expect(seen).toBeGreaterThan(100)
    expect(seen).toBeLessThan(RECORDS)
    expect(await count()).toBe(RECORDS)
  })

  it('writes go on; whoever has them gets all that is imported after them', async () => {
    const record = { repo: member.did, collection: NOTE, rkey: 'meanwhile', record: { $type: NOTE } }
    let since = ''
    const write = async () => {
      const { json } = await server.post(createRecord.nsid, record, bearer(member.accessJwt))
      since = (json.commit as { rev: string }).rev
      expect((await rkeys()).sort()).toEqual(['meanwhile', 'old'])
    }
    expect((await importCar(pausedUpload(server, await carIn('preorder'), write))).status).toBe(200)
    expect(((await headOf()) as { rev: string }).rev > since).toBe(true)
    const whole = await server.get(getRepo.nsid, { did: member.did })
    const fresh = await server.get(getRepo.nsid, { did: member.did, since })
    expect(fresh.bytes.length).toBe(whole.bytes.length)
    const { json } = await server.get(listRecords.nsid, { repo: member.did, collection: NOTE, limit: 1 })
    expect(json.records).not.toContainEqual(
      expect.objectContaining({ uri: expect.stringMatching(/meanwhile/) }),
    )
  })
})

describe('an import that loses what has arrived is refused, and the repository stays as it was', () => {
  // What recovery does with a table that is not logged.
  const crash = () => server.sql('TRUNCATE repo_import_block')
  const giveUp = async () => {
    server.clock.advance(7 * 60 * 60 * 1000)
    await server.app.get(AbandonedImports, { strict: false }).run()
    await server.app.get(RemovedRepoRows, { strict: false }).run()
  }
  it.each<[string, Order, () => Promise<unknown>]>([
    ['out of order, when the database crashes meanwhile', 'reversed', crash],
    ['out of order, when it is given up because it takes too long', 'reversed', giveUp],
    ['when it is given up because it takes too long', 'preorder', giveUp],
  ])(
    '%s',
    async (_, order, mishap) => {
      const car = await carIn(order)
      const head = await headOf()
      const answer = await importCar(pausedUpload(server, car, mishap))
      expect(await answer.json()).toMatchObject({ error: 'NotEnoughResources' })
      expect(answer.status).toBe(503)
      expect(await headOf()).toEqual(head)
      expect(await rkeys()).toEqual(['old'])
      const again = await server.signIn(member.handle)
      member = { ...member, accessJwt: again.json.accessJwt as string }
      expect((await importCar(car)).status).toBe(200)
      await server.app.get(RemovedRepoRows, { strict: false }).run()
      expect(await server.sql('SELECT FROM repo_removed')).toEqual([])
    },
    LONG_MS,
  )
})

it('an import does not wait for a change of the account, which waits for the repository next', async () => {
  await server.app.get(Database, { strict: false }).withClient(async (client) => {
    await client.query('BEGIN')
    await client.query('SELECT FROM account WHERE did = $1 FOR UPDATE', [member.did])
    const car = carOf(sampleCar(member.did, { [`${NOTE}/new`]: { $type: NOTE } }))
    expect((await importCar(car)).status).toBe(200)
    await client.query('COMMIT')
  })
  expect(await rkeys()).toEqual(['new'])
})

it('an import may take longer than a connection may be silent', async () => {
  const listener = server.app.getHttpServer() as Server
  const former = listener.timeout
  listener.timeout = 300
  try {
    await server.app.get(Database, { strict: false }).withClient(async (client) => {
      await client.query('BEGIN')
      await client.query('SELECT FROM repo WHERE did = $1 FOR UPDATE', [member.did])
      const answer = importCar(carOf(sampleCar(member.did, { [`${NOTE}/new`]: { $type: NOTE } })))
      // Whether it is cut off or not is known when this is over.
      await Promise.race([answer.catch(() => undefined), sleep(2_000)])
      await client.query('ROLLBACK')
      expect((await answer).status).toBe(200)
    })
  } finally {
    listener.timeout = former
  }
})

it('a file that is announced as too large is not even read', async () => {
  const answer = await server.app.inject({
    method: 'POST',
    url: `/xrpc/${importRepo.nsid}`,
    headers: {
      'content-type': 'application/vnd.ipld.car',
      'content-length': String(200 * 1024 * 1024),
      ...bearer(member.accessJwt),
    },
  })
  expect(answer.statusCode).toBe(413)
  expect(answer.json()).toMatchObject({ error: 'PayloadTooLarge' })
})

describe('an import whose file had arrived when the server was stopped', () => {
  const get = <T>(type: abstract new (...args: never[]) => T) =>
    server.app.get<T>(type as never, { strict: false })

  /** All of an import but the end. */
  async function interrupted(): Promise<void> {
    const account = await get(Accounts).byDid(member.did as Did)
    const begun = await get(ImportStore).begin(account!.did, new Date())
    const car = carOf(sampleCar(member.did, { [`${NOTE}/new`]: { $type: NOTE } }))
    const body = (async function* () {
      yield car
    })()
    const taken = await get(ImportIntake).take(begun!, account!, body, async () => undefined)
    await get(ImportAdmission).arrive(begun!, taken)
  }
  const left = async () =>
    (
      await server.sql<{ n: string }>(
        'SELECT (SELECT count(*) FROM repo_import) + (SELECT count(*) FROM repo_import_block) AS n',
      )
    )[0]!.n

  it('is finished later, and announced', async () => {
    await interrupted()
    expect(await get(InterruptedImports).run()).toBe(0)
    server.clock.advance(120_000)
    const { rev } = (await headOf()) as { rev: string }
    expect(await get(InterruptedImports).run()).toBe(1)
    expect(await rkeys()).toEqual(['new'])
    expect(((await headOf()) as { rev: string }).rev > rev).toBe(true)
    const events = await server.sql<{ kind: number }>(
      'SELECT kind FROM repo_event WHERE did = $1 ORDER BY id',
      [member.did],
    )
    expect(events.at(-1)!.kind).toBe(SYNC_EVENT)
    expect(await left()).toBe('0')
  })

  it('is not finished when somebody has written since', async () => {
    await interrupted()
    const record = { repo: member.did, collection: NOTE, rkey: 'newer', record: { $type: NOTE } }
    expect((await server.post(createRecord.nsid, record, bearer(member.accessJwt))).status).toBe(200)
    server.clock.advance(120_000)
    expect(await get(InterruptedImports).run()).toBe(0)
    expect((await rkeys()).sort()).toEqual(['newer', 'old'])
    expect(await left()).toBe('0')
  })

  it('is finished even when the database has crashed as well', async () => {
    await interrupted()
    // What recovery does with a table that is not logged.
    await server.sql('TRUNCATE repo_import_block')
    server.clock.advance(120_000)
    expect(await get(InterruptedImports).run()).toBe(1)
    expect(await rkeys()).toEqual(['new'])
    expect(await left()).toBe('0')
  })

  it('leaves no rows of what it has replaced, or of what was not finished', async () => {
    await interrupted()
    await interrupted()
    server.clock.advance(120_000)
    expect(await get(InterruptedImports).run()).toBe(1)
    await get(RemovedRepoRows).run()
    for (const table of ['repo_node', 'repo_record', 'repo_collection']) {
      const strays = await server.sql(
        `SELECT FROM ${table} WHERE repo_id NOT IN (SELECT repo_id FROM repo UNION SELECT repo_id FROM repo_removed)`,
      )
      expect(strays).toEqual([])
    }
    expect(await server.sql('SELECT FROM repo_removed')).toEqual([])
    expect(await rkeys()).toEqual(['new'])
  })
})
