import { com } from '@guildhall/lexicon'
import { setTimeout as sleep } from 'node:timers/promises'
import { Database } from '../../src/database/index.js'
import { admin, bearer, type Member, WholeServer } from '../support/whole-server.js'

const { deactivateAccount, activateAccount } = com.atproto.server
const { updateSubjectStatus } = com.atproto.admin
const { createRecord, listRecords } = com.atproto.repo
const START_MAX_MS = 60_000
const NOTE = 'com.example.note'
/** Numbers of kinds of events in the log. */
const COMMIT = 1
const ACCOUNT = 4

let server: WholeServer
let member: Member
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterAll(() => server?.close())

const write = () => {
  const input = { repo: member.did, collection: NOTE, record: { $type: NOTE } }
  return server.post(createRecord.nsid, input, bearer(member.accessJwt))
}
const takeDown = (applied: boolean) => {
  const subject = { $type: 'com.atproto.admin.defs#repoRef', did: member.did }
  return server.post(updateSubjectStatus.nsid, { subject, takedown: { applied } }, admin)
}
const kinds = async () => {
  const rows = await server.sql<{ kind: number }>('SELECT kind FROM repo_event WHERE did = $1 ORDER BY id', [
    member.did,
  ])
  return rows.map(({ kind }) => kind)
}

/** Waits until so many statements wait for the row of the repository. */
async function waiting(count: number): Promise<void> {
  for (;;) {
    const [row] = await server.sql<{ n: number }>(
      `SELECT count(*)::int4 AS n FROM pg_stat_activity
        WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    )
    if (row!.n === count) return
    await sleep(5)
  }
}

/** Lets `first` and then `second` wait for the repository, in this order, and then go on. */
async function inOrder<A, B>(first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> {
  let both: Promise<[A, B]>
  await server.app.get(Database, { strict: false }).withClient(async (client) => {
    await client.query('BEGIN')
    await client.query('SELECT FROM repo WHERE did = $1 FOR UPDATE', [member.did])
    const one = first()
    await waiting(1)
    const two = second()
    await waiting(2)
    both = Promise.all([one, two])
    await client.query('COMMIT')
  })
  return both!
}

describe('a write that was admitted while its account was active', () => {
  it.each([
    ['taken down', () => takeDown(true), 'AccountTakedown', () => takeDown(false)],
    [
      'deactivated',
      () => server.post(deactivateAccount.nsid, {}, bearer(member.accessJwt)),
      'AccountDeactivated',
      () => server.post(activateAccount.nsid, undefined, bearer(member.accessJwt)),
    ],
  ])('is refused once the account is %s', async (_, change, error, back) => {
    expect((await write()).status).toBe(200)
    const [changed, written] = await inOrder(change, write)
    expect(changed.status).toBe(200)
    expect(written).toMatchObject({ status: 401, json: { error } })
    const log = await kinds()
    expect(log.at(-1)).toBe(ACCOUNT)
    expect(log.filter((kind) => kind === COMMIT)).toHaveLength(2)
    expect((await back()).status).toBe(200)
    const again = await server.signIn(member.handle)
    member = { ...member, accessJwt: again.json.accessJwt as string }
    expect((await write()).status).toBe(200)
    const { json } = await server.get(listRecords.nsid, { repo: member.did, collection: NOTE })
    expect(json.records).toHaveLength(2)
  })

  it('stands before the change of the state when it came first', async () => {
    const [written, changed] = await inOrder(write, () => takeDown(true))
    expect([written.status, changed.status]).toEqual([200, 200])
    expect((await kinds()).slice(-2)).toEqual([COMMIT, ACCOUNT])
  })
})
