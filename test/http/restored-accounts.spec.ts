import { Secp256k1Keypair } from '@atproto/crypto'
import { updatePdsOp } from '@did-plc/lib'
import { decodeFrame, withSeq } from '@guildhall/firehose'
import { decodeCommit, readCar } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { AftermathRunner } from '../../src/backup/index.js'
import { RepoHeads } from '../../src/repo/repo-heads.js'
import { EventStore } from '../../src/sequencer/index.js'
import { eventually } from '../support/eventually.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

/** The rotation key of servers for tests. */
const ROTATION_KEY = '11'.repeat(32)
const ELSEWHERE = 'https://elsewhere.example'
const NOTE = 'com.example.note'

let server: WholeServer
let members: Member[]
let fence: number

beforeAll(async () => {
  server = await WholeServer.start()
  members = []
  for (let n = 0; n < 20; n++) members.push(await server.signUp())
  members.sort((a, b) => (a.did < b.did ? -1 : 1))
}, 120_000)
afterAll(() => server?.close())

/** What a restore leaves to be done. */
async function restored(more: { endsSessions?: boolean; lastDid?: string } = {}): Promise<void> {
  fence = await latest()
  await server.sql(
    `INSERT INTO restoration (backup_id, public_url, made_at, restored_at, former_seq, next_seq, ends_sessions, last_did)
     VALUES ('b', 'https://former.example', now(), now(), 1, 2, $1, $2)`,
    [more.endsSessions ?? false, more.lastDid ?? null],
  )
}

const store = () => server.app.get(EventStore, { strict: false })
const finish = () => server.app.get(AftermathRunner, { strict: false }).finish()

/** The highest number, once nothing waits for one: answers do not wait for that. */
async function latest(): Promise<number> {
  const pending = () => server.sql('SELECT FROM event_pending')
  await eventually(async () => (await pending()).length === 0, 'all events with numbers')
  return store().lastSeq()
}

/** Events since the restore, once so many are numbered. */
async function events(count: number): Promise<{ kind: string; body: Record<string, unknown> }[]> {
  await eventually(async () => (await store().lastSeq()) >= fence + count, `${count} events`)
  return (await store().page(fence, Number.MAX_SAFE_INTEGER, 1_000)).map((event) => {
    const { header, body } = decodeFrame(withSeq(event, event.seq))
    return { kind: header.t!, body: body as Record<string, unknown> }
  })
}

const of = (did: string) => (event: { body: Record<string, unknown> }) =>
  event.body['did'] === did || event.body['repo'] === did

describe('accounts of a restored backup', () => {
  it('are announced one after the other, each signed anew', async () => {
    const [member] = members as [Member, ...Member[]]
    const before = await server.get('com.atproto.sync.getLatestCommit', { did: member.did })
    await restored()
    expect(await finish()).toEqual({ announced: members.length, movedAway: 0 })
    const all = await events(3 * members.length)
    expect(all).toHaveLength(3 * members.length)
    for (const { did, handle } of members) {
      const [account, identity, sync] = all.filter(of(did))
      expect(account).toMatchObject({ kind: '#account', body: { active: true } })
      expect(identity).toMatchObject({ kind: '#identity', body: { handle } })
      const { blocks } = readCar(sync!.body['blocks'] as Uint8Array)
      const commit = decodeCommit(blocks[0]!.bytes)
      expect(commit).toMatchObject({ did, rev: sync!.body['rev'] })
    }
    const after = await server.get('com.atproto.sync.getLatestCommit', { did: member.did })
    expect(String(after.json['rev']) > String(before.json['rev'])).toBe(true)
  })

  it('go on with commits that follow what was announced', async () => {
    const member = members[0]!
    server.app.get(RepoHeads, { strict: false }).forget(member.did as Did)
    const { json } = await server.get('com.atproto.sync.getLatestCommit', { did: member.did })
    fence = await latest()
    await server.post(
      'com.atproto.repo.createRecord',
      { repo: member.did, collection: NOTE, record: { $type: NOTE } },
      bearer(member.accessJwt),
    )
    const [commit] = await events(1)
    expect(commit).toMatchObject({ kind: '#commit', body: { since: json['rev'] } })
  })

  it('are told once', async () => {
    expect(await finish()).toBeUndefined()
  })

  it('go on after the last one that was dealt with', async () => {
    await restored({ lastDid: members[16]!.did })
    expect(await finish()).toEqual({ announced: 3, movedAway: 0 })
    const told = new Set((await events(9)).map(({ body }) => body['did']))
    expect(told).toEqual(new Set(members.slice(17).map(({ did }) => did)))
  })

  it('that are not active say so, and nothing else', async () => {
    const { did } = members[18]!
    await server.setStatus(did, 'takendown')
    await restored({ lastDid: members[17]!.did })
    await finish()
    const mine = (await events(5)).filter(of(did))
    expect(mine[0]).toMatchObject({ kind: '#account', body: { active: false, status: 'takendown' } })
    expect(mine.map(({ kind }) => kind)).not.toContain('#sync')
    await server.setStatus(did, 'active')
  })

  it('that moved elsewhere since are deactivated, and not claimed', async () => {
    const { did } = members[19]!
    const last = (await (await fetch(`${server.url}/plc/${did}/log/last`)).json()) as Parameters<
      typeof updatePdsOp
    >[0]
    const operation = await updatePdsOp(last, await Secp256k1Keypair.import(ROTATION_KEY), ELSEWHERE)
    const answer = await fetch(`${server.url}/plc/${did}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(operation),
    })
    expect(answer.status).toBe(200)
    await restored({ lastDid: members[18]!.did })
    expect(await finish()).toEqual({ announced: 0, movedAway: 1 })
    const mine = (await events(1)).filter(of(did))
    expect(mine).toEqual([
      { kind: '#account', body: expect.objectContaining({ active: false, status: 'deactivated' }) },
    ])
    expect(server.lines.some(({ msg }) => String(msg).includes('has moved elsewhere since'))).toBe(true)
  })

  it('keep their sessions, or lose them, as was ordered', async () => {
    const refresh = ({ refreshJwt }: Member) =>
      server.post('com.atproto.server.refreshSession', undefined, bearer(refreshJwt))
    const { status } = await refresh(members[1]!)
    expect(status).toBe(200)
    await restored({ endsSessions: true })
    await finish()
    const ended = await refresh(members[2]!)
    expect(ended.status).toBe(400)
  })
})
