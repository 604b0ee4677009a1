import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { readCar } from '@guildhall/repo'
import { getQueueToken } from '@nestjs/bullmq'
import type { Queue } from 'bullmq'
import { cidBytesToString, cidStringToBytes } from '@guildhall/data'
import { ScheduledDeletions } from '../../src/lifecycle/scheduled-deletions.js'
import { ArchiveCheck } from '../../src/admin/archives/archive-check.js'
import { ArchiveSpool } from '../../src/admin/archives/archive-spool.js'
import { ArchiveStore } from '../../src/admin/archives/archive.store.js'
import { ArchiveVault } from '../../src/admin/archives/archive-vault.js'
import { ExpiredArchives } from '../../src/admin/archives/expired-archives.js'
import { BlobStore } from '../../src/blob/index.js'
import { BulkRun } from '../../src/admin/bulk/bulk-run.js'
import { BulkStart } from '../../src/admin/bulk/bulk-start.js'
import { SealedMail } from '../../src/mail/sealed-mail.js'
import { Grants } from '../../src/roles/index.js'
import { eventually } from '../support/eventually.js'
import { UnusedBlobs } from '../../src/blob/garbage/unused-blobs.js'
import { AdminApi } from '../support/admin-api.js'
import { BlobMember, HOLDER } from '../support/blob-member.js'
import { admin, type Answer, bearer, type Member, WholeServer } from '../support/whole-server.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

let server: WholeServer
let api: AdminApi

beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  api = new AdminApi(server)
})
afterAll(() => server?.close())

const data = ({ json }: Answer) => json.data as Record<string, unknown>[]
const outcome = ({ status, json }: Answer) => [status, json.code]
const gathered = async (source: AsyncIterable<Buffer>): Promise<Buffer> => {
  const pieces: Buffer[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces)
}
const hold = (did: string, more: object = {}) =>
  api.post('holds', { subjects: [did], reason: 'a case', ...more })
const auditOf = async (did: string, action: string) =>
  data(await api.get(`audit?filter[target]=${did}&filter[action]=${action}`))

describe('an account in detail', () => {
  let author: BlobMember
  let cid: string
  beforeAll(async () => {
    author = new BlobMember(server, await server.signUp())
    const ref = await author.blob(Buffer.from('a file'))
    cid = ref.ref.$link
    await author.refer('one', ref)
    await author.blob(Buffer.from('not used'))
  })

  it('has blobs, page by page, with what refers to them', async () => {
    const { did } = author.member
    const path = `accounts/${did}/blob-list`
    const first = await api.get(`${path}?page[size]=1&count=true`)
    expect(first.json).toMatchObject({ count: 2, page: { size: 1, next: expect.any(String) } })
    const second = await api.get(
      `${path}?page[size]=1&page[after]=${(first.json.page as { next: string }).next}`,
    )
    const all = [...data(first), ...data(second)]
    expect(all.find((blob) => blob.cid === cid)).toMatchObject({
      size: 6,
      usedBy: [`at://${did}/${HOLDER}/one`],
    })
    expect(all.find((blob) => blob.cid !== cid)).toMatchObject({ usedBy: [] })
    const strange = Buffer.from(JSON.stringify(['cid', '', 'none'])).toString('base64url')
    expect(outcome(await api.get(`${path}?page[after]=${strange}`))).toEqual([400, 'invalid_cursor'])
  })

  it('has blobs that are taken down and restored', async () => {
    const path = `accounts/${author.member.did}/blobs/${cid}`
    expect(outcome(await api.post(`${path}/takedown`, { ref: 'case 7' }))).toEqual([204, undefined])
    expect((await author.get(cid)).status).toBe(400)
    const list = await api.get(`accounts/${author.member.did}/blob-list?filter[takendown]=true`)
    expect(data(list)).toEqual([expect.objectContaining({ cid, takedownRef: 'case 7' })])
    expect(outcome(await api.post(`${path}/restore`, {}))).toEqual([204, undefined])
    expect((await author.get(cid)).status).toBe(200)
    const none = cidBytesToString(Buffer.from(cidStringToBytes(cid)).fill(7, 4))
    for (const wrong of [none, 'none'])
      expect((await api.post(`accounts/${author.member.did}/blobs/${wrong}/takedown`, {})).status).toBe(404)
  })

  it('has a log of its identity, and what relays know of it', async () => {
    const log = await api.get(`accounts/${author.member.did}/plc-log`)
    expect(data(log)).toEqual([
      expect.objectContaining({
        nullified: false,
        operation: expect.objectContaining({ type: 'plc_operation' }),
      }),
    ])
    const { status, json } = await api.get(`accounts/${author.member.did}/relay-status`)
    expect([status, json]).toEqual([200, { rev: expect.any(String), data: [] }])
    expect((await api.get(`accounts/${author.member.did}/facts`)).json).toEqual({})
    expect((await api.get('accounts/did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/plc-log')).status).toBe(404)
  })
})

describe('a hold', () => {
  it('keeps the account from being deleted, by whomever, until it is released', async () => {
    const member = await server.signUp()
    const placed = await hold(member.did, { reviewAt: '2100-01-01T00:00:00Z' })
    expect(outcome(placed)).toEqual([201, undefined])
    const [{ id }] = data(placed) as [{ id: string }]
    expect(outcome(await api.post(`accounts/${member.did}/delete`, {}))).toEqual([409, 'on_hold'])
    const tool = await server.post('com.atproto.admin.deleteAccount', { did: member.did }, admin)
    expect([tool.status, tool.json.message]).toEqual([400, 'The account cannot be deleted at the moment'])

    await api.post(`accounts/${member.did}/deactivate`, {
      deleteAfter: new Date(server.clock.nowMs() + HOUR_MS).toISOString(),
    })
    server.clock.advance(2 * HOUR_MS)
    const deletions = server.app.get(ScheduledDeletions, { strict: false })
    expect(await deletions.run()).toBe(0)

    const listed = await api.get(`holds?filter[did]=${member.did}&filter[released]=false&count=true`)
    expect(listed.json).toMatchObject({ count: 1, data: [{ id, reason: 'a case', placedBy: 'password' }] })
    expect(outcome(await api.post(`holds/${id}/release`, { reason: 'settled' }))).toEqual([204, undefined])
    expect(outcome(await api.post(`holds/${id}/release`, {}))).toEqual([404, 'not_found'])
    expect(await auditOf(member.did, 'hold.release')).toMatchObject([{ reason: 'settled', before: { id } }])
    expect(await deletions.run()).toBe(1)
  })

  it('keeps records that are changed or deleted, and files, until the last one is released', async () => {
    const author = new BlobMember(server, await server.signUp())
    const ref = await author.blob(Buffer.from('evidence'))
    await author.refer('gone', ref)
    const { did, accessJwt } = author.member
    const holds = [await hold(did), await hold(did)].flatMap(data) as { id: string }[]
    const note = { $type: 'com.example.note', text: 'first' }
    const place = { repo: did, collection: 'com.example.note', rkey: 'a' }
    const put = (text: string) =>
      server.post('com.atproto.repo.putRecord', { ...place, record: { ...note, text } }, bearer(accessJwt))
    // Written, replaced and deleted at a time: some of it may never have been in the table.
    await Promise.all(['first', 'second', 'third'].map(put))
    expect((await server.post('com.atproto.repo.deleteRecord', place, bearer(accessJwt))).status).toBe(200)
    expect((await author.forget('gone')).status).toBe(200)
    const kept = () =>
      server.sql<{ path: string }>('SELECT path FROM held_record WHERE did = $1 ORDER BY path', [did])
    expect((await kept()).map(({ path }) => path)).toEqual([
      `${HOLDER}/gone`,
      ...Array.from({ length: 3 }, () => 'com.example.note/a'),
    ])

    await server.sql(`UPDATE blob SET expires_at = now() - interval '1 day' WHERE expires_at IS NOT NULL`)
    const cid = Buffer.from(cidStringToBytes(ref.ref.$link))
    const garbage = server.app.get(UnusedBlobs, { strict: false })
    await garbage.run()
    expect(await author.objectKey(cid)).toEqual(expect.any(String))

    await api.post(`holds/${holds[0]!.id}/release`, {})
    expect(await kept()).toHaveLength(4)
    await api.post(`holds/${holds[1]!.id}/release`, {})
    expect(await kept()).toEqual([])
    await garbage.run()
    expect(await author.objectKey(cid)).toBeUndefined()
    expect((await put('after')).status).toBe(200)
  })

  it('is placed on all or none', async () => {
    const { did } = await server.signUp()
    const nobody = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
    const both = await api.post('holds', { subjects: [did, nobody], reason: 'a case' })
    expect(outcome(both)).toEqual([404, 'not_found'])
    expect(data(await api.get(`holds?filter[did]=${did}`))).toEqual([])
    for (const wrong of [
      {},
      { subjects: [], reason: 'x' },
      { subjects: [did] },
      { subjects: ['me'], reason: 'x' },
    ])
      expect(outcome(await api.post('holds', wrong))).toEqual([400, 'invalid_request'])
  })
})

describe('bulk work', () => {
  let mails: Queue
  const ended = async (answer: Answer): Promise<Record<string, unknown>> => {
    expect(outcome(answer)).toEqual([202, undefined])
    const path = `bulk/${String(answer.json.id)}`
    await eventually(async () => (await api.get(path)).json.state === 'done')
    return (await api.get(path)).json
  }
  const rowsOf = async (job: Record<string, unknown>) => data(await api.get(`bulk/${String(job.id)}/rows`))
  const lettersTo = async (email: string) => {
    const jobs = await mails.getJobs(['waiting', 'active', 'delayed', 'failed', 'completed'])
    const seals = server.app.get(SealedMail, { strict: false })
    return jobs.filter((job) => seals.open((job.data as { sealed: string }).sealed).to === email)
  }
  beforeAll(async () => {
    mails = server.app.get<Queue>(getQueueToken('mail'), { strict: false })
    // Letters stay in the queue, to be counted.
    await mails.pause()
  })
  afterAll(() => mails.resume())

  it('tells first what it would do, and changes nothing', async () => {
    const { handle, did, email } = await server.signUp()
    const file = [
      'handle,email,displayName,class,role,externalId,locale',
      'anna.test,anna@example.com,Anna,team,auditor,e-1,de',
      `${handle},other@example.com,,,,,`,
      'no handle at all,x@example.com,,,,,',
      'bad.test,not an address,,,,,',
      'anna.test,second@example.com,,,,,',
      'role.test,role@example.com,,,king,,',
      'class.test,class@example.com,,royal,,,',
    ].join('\r\n')
    const job = await ended(await api.post('bulk/accounts?mode=upsert&dryRun=true', `\uFEFF${file}`))
    expect(job).toMatchObject({
      ...{ kind: 'accounts', mode: 'upsert', dryRun: true, outcomes: { create: 1, update: 1, failed: 5 } },
      progress: { done: 7, total: 7, unit: 'accounts' },
    })
    const rows = await rowsOf(job)
    expect(rows.map((row) => row.outcome)).toEqual([
      'create',
      'update',
      ...Array.from({ length: 5 }, () => 'failed'),
    ])
    expect(rows[1]).toMatchObject({ did, detail: 'email' })
    expect(rows[4]!.detail).toBe('The handle is that of row 1')
    expect((await api.get(`accounts/${did}`)).json.email).toBe(email)
    expect(await server.sql(`SELECT FROM account WHERE handle = 'anna.test'`)).toEqual([])
  })

  it('makes accounts once, with what is known of them, and sends each a code', async () => {
    const lines = [
      '{"handle":"bea.test","email":"Bea@example.com","class":"team","externalId":"e-2","role":"auditor"}',
      '{"handle":"cem.test","email":"cem@example.com"}',
    ]
    const ndjson = { 'content-type': 'application/x-ndjson' }
    const job = await ended(await api.post('bulk/accounts', lines.join('\n'), ndjson))
    expect(job.outcomes).toEqual({ created: 2 })
    const [{ did }] = (await rowsOf(job)) as [{ did: string }]
    expect((await api.get(`accounts/${did}`)).json).toMatchObject({
      handle: 'bea.test',
      email: 'bea@example.com',
    })
    expect((await api.get(`accounts/${did}/facts`)).json).toEqual({ class: 'team', externalId: 'e-2' })
    expect(data(await api.get(`role-assignments?filter[did]=${did}`))).toMatchObject([{ role: 'auditor' }])
    expect(await lettersTo('bea@example.com')).toHaveLength(1)
    expect(await auditOf(did, 'account.create')).toMatchObject([{ after: { bulk: job.id } }])

    const again = await ended(await api.post('bulk/accounts?mode=skip', lines.join('\n'), ndjson))
    expect(again.outcomes).toEqual({ skipped: 2 })
    const changed = '{"externalId":"e-2","handle":"bea-2.test","locale":"de-AT"}'
    const update = await ended(await api.post('bulk/accounts?mode=update', changed, ndjson))
    expect(await rowsOf(update)).toMatchObject([{ outcome: 'updated', did, detail: 'handle, locale' }])
    expect((await api.get(`accounts/${did}`)).json).toMatchObject({ handle: 'bea-2.test' })
    const unchanged = await ended(await api.post('bulk/accounts?mode=update', changed, ndjson))
    expect(unchanged.outcomes).toEqual({ unchanged: 1 })
  })

  it('goes on where it was killed, and makes nothing twice', async () => {
    const start = server.app.get(BulkStart, { strict: false })
    const runs = server.app.get(BulkRun, { strict: false })
    const queue = server.app.get<Queue>(getQueueToken('long-work'), { strict: false })
    await queue.pause()
    const inputs = ['dan', 'eva', 'fay'].map((name) => ({
      handle: `${name}.test`,
      email: `${name}@example.com`,
    }))
    const wanted = {
      options: { kind: 'accounts', mode: 'create' } as const,
      ...{ dryRun: false, reason: undefined, rows: inputs.map((input) => ({ input })) },
    }
    const grants = Grants.of([{ role: 'owner' }]).toJSON()
    const { id } = await start.begin(wanted, { agent: { type: 'password' }, grants })
    // The draft of an attempt that was killed still has the second handle; the first account has had no letter yet.
    await server.sql(
      `INSERT INTO account_draft (did, handle, input, signing_key_did, signing_key_wrapped, signing_key_kek_id, step)
       VALUES ('did:plc:draft', 'eva.test', '{}', '', '', '', 'reserved')`,
    )
    const { signal } = new AbortController()
    const nothing = () => Promise.resolve()
    const attempt = { id, signal, progress: nothing, note: nothing }
    expect(await runs.pass(attempt, false)).toBe(1)
    await server.sql(`UPDATE bulk_row SET state = 'made', outcome = NULL WHERE job_id = $1 AND number = 1`, [
      id,
    ])
    await server.sql(`DELETE FROM account_draft WHERE did = 'did:plc:draft'`)
    await Promise.all([runs.pass(attempt, false), runs.pass(attempt, false)])
    await queue.resume()
    await eventually(async () => (await api.get(`bulk/${id}`)).json.state === 'done')
    expect((await api.get(`bulk/${id}`)).json).toMatchObject({ outcomes: { created: 3 } })
    const made = await server.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM account WHERE handle IN ('dan.test', 'eva.test', 'fay.test')`,
    )
    expect(made).toEqual([{ count: 3 }])
  })

  it('does the same to many, and tells what became of each', async () => {
    const members = [await server.signUp(), await server.signUp()]
    const dids = [...members.map(({ did }) => did), 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa']
    const dry = await ended(await api.post('bulk/orders', { verb: 'lock', dids, dryRun: true }))
    expect(dry.outcomes).toEqual({ order: 2, failed: 1 })
    expect((await api.get(`accounts/${dids[0]!}`)).json.state).toBe('active')
    const job = await ended(await api.post('bulk/orders', { verb: 'lock', dids, reason: 'a leak' }))
    expect(job.outcomes).toEqual({ ordered: 2, failed: 1 })
    expect((await rowsOf(job))[0]).toMatchObject({ did: dids[0], detail: 'active → locked' })
    expect(await auditOf(dids[1]!, 'account.lock')).toMatchObject([{ reason: 'a leak' }])
    await hold(dids[0]!)
    const gone = await ended(await api.post('bulk/orders', { verb: 'delete', dids: dids.slice(0, 2) }))
    expect(gone.outcomes).toEqual({ ordered: 1, failed: 1 })
    const file = await api.get(`bulk/${String(gone.id)}/results.csv`)
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(file.bytes.toString().split('\r\n').slice(0, 2)).toEqual([
      'row,outcome,did,detail,email,handle,displayName,class,role,externalId,locale',
      expect.stringMatching(`^1,failed,${dids[0]!},`),
    ])
  })

  it('is no way around what one may not do to each', async () => {
    const [moderator, peer] = [await server.signUp(), await server.signUp()]
    await api.assign(moderator.did, 'admin', { domain: 'press.test' })
    await api.assign(peer.did, 'admin')
    const theirs = await api.signedIn(moderator.did)
    const answer = await theirs.post('bulk/orders', { verb: 'lock', dids: [peer.did] })
    expect((await ended(answer)).outcomes).toEqual({ failed: 1 })
    const made = await theirs.post('bulk/accounts', 'handle,email\nelse.test,else@example.com')
    expect((await ended(made)).outcomes).toEqual({ failed: 1 })
    const reset = await api.signedIn((await server.signUp()).did)
    expect((await reset.post('bulk/orders', { verb: 'lock', dids: [peer.did] })).status).toBe(401)
  })

  it.each([
    ['passwords', 'handle,password\na.test,secret', 'row 0, password'],
    ['a column twice', 'handle,handle\na.test,b.test', 'row 0'],
    ['rows of other lengths', 'handle,email\na.test', '/'],
    ['no rows', 'handle,email\n', '/'],
    ['values that are too long', `handle\n${'a'.repeat(400)}`, 'row 1, handle'],
  ])('does not begin with %s', async (_name, text, at) => {
    const { status, json } = await api.post('bulk/accounts', text)
    expect([status, json.errors]).toEqual([400, [{ at, message: expect.any(String) }]])
  })

  it('takes files that are texts only', async () => {
    expect((await api.post('bulk/accounts', {})).json.code).toBe('unsupported_media_type')
    const lines = await api.post('bulk/accounts', '{"handle":\n', { 'content-type': 'application/x-ndjson' })
    expect(lines.status).toBe(400)
  })

  it('gives all accounts as a file that computes nothing', async () => {
    const { did } = await server.signUp()
    const name = `=HYPERLINK("http://bad.example")`
    await server.sql(`INSERT INTO member_facts (did, display_name, updated_at) VALUES ($1, $2, now())`, [
      did,
      name,
    ])
    const file = await api.get('accounts.csv')
    const lines = file.bytes.toString().split('\r\n')
    const [{ count }] = (await server.sql('SELECT count(*)::int AS count FROM account')) as [
      { count: number },
    ]
    expect([file.status, lines.length]).toEqual([200, count + 2])
    expect(lines.find((line) => line.startsWith(did))).toContain(`"'=HYPERLINK(""http://bad.example"")"`)
  })
})

describe('an archive of an account', () => {
  let author: BlobMember
  let cid: string
  const made = async (id: unknown) => {
    await eventually(async () => (await api.get(`exports/${String(id)}`)).json.available === true)
    return (await api.get(`exports/${String(id)}`)).json
  }
  /** The files of a tar, by a program that is not ours. */
  const filesOf = async (tar: Buffer): Promise<Map<string, Buffer>> => {
    const folder = await mkdtemp(join(tmpdir(), 'guildhall-archive-'))
    try {
      await writeFile(join(folder, 'it.tar'), tar)
      execFileSync('tar', ['-xmf', 'it.tar'], { cwd: folder })
      await rm(join(folder, 'it.tar'))
      const names = await readdir(folder, { recursive: true })
      const files = names.filter((name) => name.includes('.'))
      return new Map(
        await Promise.all(files.map(async (name) => [name, await readFile(join(folder, name))] as const)),
      )
    } finally {
      await rm(folder, { recursive: true })
    }
  }
  beforeAll(async () => {
    author = new BlobMember(server, await server.signUp())
    const ref = await author.blob(Buffer.from('a picture'))
    cid = ref.ref.$link
    await author.refer('one', ref)
    await server.signIn(author.member.handle)
  })

  it('is exported with all that is known of a member, and is had once', async () => {
    const { did, email } = author.member
    const begun = await api.post('exports', { did })
    expect([begun.status, begun.json.kind]).toEqual([202, 'account.archive'])
    const { id } = begun.json
    expect(await made(id)).toMatchObject({ did, kind: 'export', size: expect.any(Number) })
    const { json: job } = await api.get(`jobs/${String(id)}`)
    await eventually(async () => (await api.get(`jobs/${String(id)}`)).json.state === 'done')
    expect(job).toMatchObject({ progress: { unit: 'files' } })
    const [row] = await server.sql<{ object_key: string }>(
      'SELECT object_key FROM account_archive WHERE id = $1',
      [id],
    )
    const store = server.app.get(BlobStore, { strict: false })
    const sealed = await gathered((await store.open(row!.object_key))!)
    expect(sealed.includes(email)).toBe(false)

    const { status, bytes, headers } = await api.get(`exports/${String(id)}/download`)
    expect([status, headers['content-type']]).toEqual([200, 'application/x-tar'])
    const files = await filesOf(bytes)
    expect([...files.keys()].sort()).toEqual([
      ...['account.json', 'audit-of-own-acts.jsonl', 'audit.jsonl', `blobs/${cid}.bin`, 'consents.json'],
      ...[
        'held-records.jsonl',
        'manifest.json',
        'manifest.sig',
        'plc-log.json',
        'preferences.jsonl',
        'repo.car',
      ],
      ...['security-events.json', 'sessions.json'],
    ])
    expect(files.get(`blobs/${cid}.bin`)!.toString()).toBe('a picture')
    expect(readCar(files.get('repo.car')!).blocks.length).toBeGreaterThan(2)
    expect(files.get('account.json')!.toString()).toContain(email)
    const manifest = JSON.parse(files.get('manifest.json')!.toString()) as {
      files: { name: string; sha256: string }[]
    }
    for (const { name, sha256 } of manifest.files)
      expect([name, createHash('sha256').update(files.get(name)!).digest('hex')]).toEqual([name, sha256])
    expect(JSON.stringify([...files].filter(([name]) => name !== 'repo.car'))).not.toContain('passwordHash')

    expect(outcome(await api.get(`exports/${String(id)}/download`))).toEqual([404, 'not_found'])
    expect((await api.get(`exports/${String(id)}`)).json).toMatchObject({ available: false })
    expect(await auditOf(did, 'account.export')).toHaveLength(1)
  })

  it('is void after a day, and when the account is gone', async () => {
    const { did } = await server.signUp()
    const [late, gone] = [await api.post('exports', { did, include: ['account'] }), await server.signUp()]
    await made(late.json.id)
    const other = await api.post('exports', { did: gone.did, include: ['account', 'sessions'] })
    await made(other.json.id)
    await api.post(`accounts/${gone.did}/delete`, {})
    server.clock.advance(DAY_MS + 1)
    expect(outcome(await api.get(`exports/${String(late.json.id)}/download`))).toEqual([404, 'not_found'])
    expect(await server.app.get(ExpiredArchives, { strict: false }).run()).toBeGreaterThanOrEqual(2)
    expect((await api.get(`exports/${String(late.json.id)}`)).json).toMatchObject({ available: false })
    expect(outcome(await api.post('exports', { did, include: ['everything'] }))).toEqual([
      400,
      'invalid_request',
    ])
  })

  it('is made of whoever is held, with what they delete, and is as it was made', async () => {
    const { member } = author
    const { did } = member
    const [{ id: holdId }] = data(await hold(did)) as [{ id: string }]
    const archives = async () => data(await api.get(`exports?filter[did]=${did}&filter[kind]=hold`))
    await made((await archives())[0]!.id)
    const { accessJwt } = (await server.signIn(member.handle)).json as { accessJwt: string }
    expect((await new BlobMember(server, { ...member, accessJwt }).forget('one')).status).toBe(200)
    const again = await api.post(`holds/${holdId}/archive`)
    await made(again.json.id)
    const store = server.app.get(ArchiveStore, { strict: false })
    const check = server.app.get(ArchiveCheck, { strict: false })
    const archive = (await store.find(String(again.json.id)))!
    expect(await check.verify(archive)).toMatchObject({ isSound: true, problems: [], missing: [] })
    for (let i = 0; i < 2; i++) {
      const files = await filesOf((await api.get(`exports/${archive.id}/download`)).bytes)
      expect(files.get('held-records.jsonl')!.toString()).toContain(`${HOLDER}/one`)
      expect(files.has(`blobs/${cid}.bin`)).toBe(true)
    }

    // Another one's bytes, and bytes that were changed.
    const first = (await store.find(String((await archives()).at(-1)!.id)))!
    expect(await check.verify({ ...archive, stored: first.stored })).toMatchObject({ isSound: false })
    const blobs = server.app.get(BlobStore, { strict: false })
    const { objectKey } = archive.stored!
    const bytes = await gathered((await blobs.open(objectKey))!)
    bytes[40]! ^= 1
    const spool = server.app.get(ArchiveSpool, { strict: false })
    await blobs.put(objectKey, await spool.write(Readable.from([bytes])), 'application/octet-stream')
    expect(await check.verify(archive)).toMatchObject({
      isSound: false,
      problems: [expect.stringMatching('cannot be read')],
    })
  })

  it('with another manifest is none of ours', async () => {
    const { did } = await server.signUp()
    const begun = await api.post('exports', { did, include: ['account'] })
    await made(begun.json.id)
    const store = server.app.get(ArchiveStore, { strict: false })
    const vault = server.app.get(ArchiveVault, { strict: false })
    const archive = (await store.find(String(begun.json.id)))!
    const tar = await gathered((await vault.open(archive.id, archive.stored!))!)
    const check = server.app.get(ArchiveCheck, { strict: false })
    const changed = async (from: string, to: string) => {
      const bytes = Buffer.from(tar.toString('latin1').replace(from, to), 'latin1')
      const stored = await vault.keep(archive.id, Readable.from([bytes]))
      return check.verify({ ...archive, stored })
    }
    const [signed, unsigned] = ['The manifest is not signed by this server', 'account.json was changed']
    expect(await changed('"active"', '"actine"')).toMatchObject({ isSound: false, problems: [unsigned] })
    expect(await changed('"kind": "export"', '"kind": "expert"')).toMatchObject({
      isSound: false,
      problems: [signed],
    })
    expect((await changed('account.json\0', 'accounts.jso\0')).problems).toHaveLength(2)
  })
})

describe('with two Owners, what cannot be undone', () => {
  const owners: Member[] = []
  let first: AdminApi
  let second: AdminApi
  let helper: AdminApi
  beforeAll(async () => {
    for (const role of ['owner', 'owner', 'help-desk'] as const) {
      const member = await server.signUp()
      owners.push(member)
      expect((await api.assign(member.did, role)).status).toBe(201)
    }
    first = await api.signedIn(owners[0]!.did)
    second = await api.signedIn(owners[1]!.did)
    helper = await api.signedIn(owners[2]!.did)
  })

  const asked = async (did: string): Promise<string> => {
    const answer = await first.post(`accounts/${did}/delete`, { reason: 'left' })
    expect([answer.status, answer.json]).toEqual([
      202,
      expect.objectContaining({ action: 'account.delete', state: 'pending', requestedBy: owners[0]!.did }),
    ])
    return String(answer.json.id)
  }
  const isThere = async (did: string) => (await api.get(`accounts/${did}`)).status === 200

  it('is done when another one agrees, once, and both are in the audit', async () => {
    const { did } = await server.signUp()
    const id = await asked(did)
    expect(outcome(await first.post(`approvals/${id}/approve`, {}))).toEqual([403, 'another_person_needed'])
    expect(outcome(await api.post(`approvals/${id}/approve`, {}))).toEqual([403, 'another_person_needed'])
    expect(outcome(await helper.post(`approvals/${id}/approve`, {}))).toEqual([403, 'permission_denied'])
    expect(await isThere(did)).toBe(true)
    const pending = await second.get('approvals?filter[state]=pending&count=true')
    expect(pending.json).toMatchObject({ count: 1, data: [{ id, reason: 'left' }] })
    const answers = await Promise.all([1, 2, 3].map(() => second.post(`approvals/${id}/approve`, {})))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(await isThere(did)).toBe(false)
    expect(await auditOf(did, 'account.delete')).toContainEqual(
      expect.objectContaining({
        outcome: 'done',
        reason: 'left',
        actor: expect.objectContaining({ id: owners[1]!.did, approvals: [owners[0]!.did, owners[1]!.did] }),
      }),
    )
    expect((await api.get('audit/verify')).json).toMatchObject({ isSound: true })
    expect(outcome(await second.post(`approvals/${id}/approve`, {}))).toEqual([409, 'approval_closed'])
  })

  it('is refused by another one, or taken back', async () => {
    const { did } = await server.signUp()
    const id = await asked(did)
    expect(outcome(await first.post(`approvals/${id}/deny`, { reason: 'a mistake' }))).toEqual([
      204,
      undefined,
    ])
    expect(outcome(await second.post(`approvals/${id}/approve`, {}))).toEqual([409, 'approval_closed'])
    expect(data(await first.get('approvals?filter[state]=denied'))).toMatchObject([
      { id, decidedBy: owners[0]!.did, decisionReason: 'a mistake' },
    ])
    expect(await isThere(did)).toBe(true)
  })

  it('is void after a while', async () => {
    const { did } = await server.signUp()
    const id = await asked(did)
    server.clock.advance(3 * DAY_MS + 1)
    const again = await api.signedIn(owners[1]!.did)
    expect(outcome(await again.post(`approvals/${id}/approve`, {}))).toEqual([409, 'approval_closed'])
    expect(data(await api.get('approvals?filter[state]=expired'))).toMatchObject([{ id, state: 'expired' }])
    first = await api.signedIn(owners[0]!.did)
    second = again
  })

  it('includes releasing holds and changing signing keys', async () => {
    const { did } = await server.signUp()
    const [{ id: holdId }] = data(await hold(did)) as [{ id: string }]
    const release = await first.post(`holds/${holdId}/release`, { reason: 'over' })
    expect([release.status, release.json.action]).toEqual([202, 'hold.release'])
    expect(outcome(await second.post(`approvals/${String(release.json.id)}/approve`, {}))).toEqual([
      204,
      undefined,
    ])
    expect(data(await api.get(`holds?filter[did]=${did}`))).toMatchObject([
      { releasedBy: owners[1]!.did, releaseReason: 'over' },
    ])

    const reserved = await server.post('com.atproto.server.reserveSigningKey', { did })
    const signingKey = reserved.json.signingKey as string
    const change = await first.post(`accounts/${did}/signing-key`, { signingKey })
    expect([change.status, change.json.action]).toEqual([202, 'account.signingKey'])
    expect(outcome(await second.post(`approvals/${String(change.json.id)}/approve`, {}))).toEqual([
      204,
      undefined,
    ])
    const log = data(await api.get(`accounts/${did}/plc-log`)) as { operation: object }[]
    expect(log.at(-1)!.operation).toMatchObject({ verificationMethods: { atproto: signingKey } })
  })

  it('includes deleting many', async () => {
    const dids = [(await server.signUp()).did, (await server.signUp()).did]
    const wanted = await first.post('bulk/orders', { verb: 'delete', dids, reason: 'bots' })
    expect([wanted.status, wanted.json.action]).toEqual([202, 'bulk.delete'])
    expect(outcome(await second.post(`approvals/${String(wanted.json.id)}/approve`, {}))).toEqual([
      204,
      undefined,
    ])
    await eventually(async () => !(await isThere(dids[0]!)) && !(await isThere(dids[1]!)))
    expect(await auditOf(dids[0]!, 'account.delete')).toMatchObject([
      { reason: 'bots', actor: { approvals: [owners[0]!.did, owners[1]!.did] } },
    ])
  })

  it('is done by no tool alone, whichever way it comes', async () => {
    const { did } = await server.signUp()
    const { status, json } = await server.post('com.atproto.admin.deleteAccount', { did }, admin)
    expect([status, json.error]).toEqual([403, 'InvalidRequest'])
    expect(await isThere(did)).toBe(true)
    const reserved = await server.post('com.atproto.server.reserveSigningKey', { did })
    const { signingKey } = reserved.json
    const key = await server.post('com.atproto.admin.updateAccountSigningKey', { did, signingKey }, admin)
    expect(key.status).toBe(403)
  })

  it('is what members do to their own accounts, as ever', async () => {
    const member = await server.signUp()
    expect(
      (
        await api.post(`accounts/${member.did}/deactivate`, {
          deleteAfter: new Date(server.clock.nowMs() + HOUR_MS).toISOString(),
        })
      ).status,
    ).toBe(200)
    server.clock.advance(2 * HOUR_MS)
    expect(await server.app.get(ScheduledDeletions, { strict: false }).run()).toBe(1)
  })
})
