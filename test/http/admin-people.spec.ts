import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { readCar } from '@guildhall/repo'
import { cidBytesToString, cidStringToBytes } from '@guildhall/data'
import { ScheduledDeletions } from '../../src/lifecycle/scheduled-deletions.js'
import { ArchiveCheck } from '../../src/admin/archives/archive-check.js'
import { ArchiveSpool } from '../../src/admin/archives/archive-spool.js'
import { ArchiveStore } from '../../src/admin/archives/archive.store.js'
import { ArchiveVault } from '../../src/admin/archives/archive-vault.js'
import { ExpiredArchives } from '../../src/admin/archives/expired-archives.js'
import { Accounts } from '../../src/account/index.js'
import { BlobStore } from '../../src/blob/index.js'
import { eventually } from '../support/eventually.js'
import { UnusedBlobs } from '../../src/blob/garbage/unused-blobs.js'
import { AdminApi, data, outcome } from '../support/admin-api.js'
import { BlobMember, HOLDER } from '../support/blob-member.js'
import { admin, bearer, WholeServer } from '../support/whole-server.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

let server: WholeServer
let api: AdminApi

beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  api = new AdminApi(server)
})
afterAll(() => server?.close())

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

  it('has records that are shown with their files, taken down and restored', async () => {
    const { did } = author.member
    const path = `accounts/${did}/records/${HOLDER}/one`
    const uri = `at://${did}/${HOLDER}/one`
    const place = { repo: did, collection: HOLDER, rkey: 'one' }
    const publicly = async () => (await server.get('com.atproto.repo.getRecord', place)).status
    expect((await api.get(path)).json).toMatchObject({
      ...{ uri, value: { blobs: [expect.objectContaining({ $type: 'blob' })] } },
      blobs: [expect.objectContaining({ cid, size: 6 })],
    })
    const order = { ref: 'report 7', reason: 'sells things' }
    expect(outcome(await api.post(`${path}/takedown`, order))).toEqual([204, undefined])
    expect(await publicly()).toBe(400)
    expect((await api.get(path)).json).toMatchObject({ uri, takedownRef: 'report 7' })
    const noted = { reason: 'sells things', target: { type: 'record', id: uri }, after: { ref: 'report 7' } }
    const entries = await api.get(`audit?filter[action]=record.takeDown`)
    expect(data(entries)).toEqual([expect.objectContaining(noted)])
    expect(outcome(await api.post(`${path}/restore`, {}))).toEqual([204, undefined])
    expect(await publicly()).toBe(200)
    for (const wrong of [`${HOLDER}/none`, 'none/one', `${HOLDER}/a%00`]) {
      const elsewhere = `accounts/${did}/records/${wrong}`
      expect([
        (await api.get(elsewhere)).status,
        (await api.post(`${elsewhere}/takedown`, {})).status,
      ]).toEqual([404, 404])
    }
  })

  it('has reports about it and its records, in whatever state', async () => {
    const { did } = author.member
    const uri = `at://${did}/${HOLDER}/one`
    const report = async (subject: object) => {
      const content = { reasonType: 'com.atproto.moderation.defs#reasonSpam', subject }
      const headers = bearer(author.member.accessJwt)
      return Number((await server.post('com.atproto.moderation.createReport', content, headers)).json.id)
    }
    const { cid: of } = (await api.get(`accounts/${did}/records/${HOLDER}/one`)).json
    const onAccount = await report({ $type: 'com.atproto.admin.defs#repoRef', did })
    const onRecord = await report({ $type: 'com.atproto.repo.strongRef', uri, cid: of })
    await api.post(`reports/${onAccount}/resolve`, { reason: 'warned' })
    const found = async (query: string) => data(await api.get(`reports?${query}`)).map(({ id }) => id)
    expect(await found('')).toEqual([onRecord, onAccount])
    expect(await found('filter[state]=open')).toEqual([onRecord])
    expect(await found(`filter[subject]=${did}`)).toEqual([onRecord, onAccount])
    expect(await found(`filter[subject]=${encodeURIComponent(uri)}`)).toEqual([onRecord])
    expect(
      (await api.get(`reports?filter[subject]=${did}&filter[state]=resolved&count=only`)).json.count,
    ).toBe(1)
    expect(outcome(await api.get('reports?filter[subject]=alice'))).toEqual([400, 'invalid_request'])
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
    expect((await api.get(`accounts/${author.member.did}/facts`)).json).toEqual({ tags: [] })
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

    const deleteAfter = new Date(server.clock.nowMs() + HOUR_MS).toISOString()
    await server.post('com.atproto.server.deactivateAccount', { deleteAfter }, bearer(member.accessJwt))
    server.clock.advance(2 * HOUR_MS)
    const deletions = server.app.get(ScheduledDeletions, { strict: false })
    const due = () =>
      server.app.get(Accounts, { strict: false }).dueForDeletion(new Date(server.clock.nowMs()), 10, [])
    expect([await deletions.run(), await due()]).toEqual([0, []])

    const listed = await api.get(`holds?filter[did]=${member.did}&filter[released]=false&count=true`)
    expect(listed.json).toMatchObject({ count: 1, data: [{ id, reason: 'a case', placedBy: 'password' }] })
    expect(outcome(await api.post(`holds/${id}/release`, { reason: 'settled' }))).toEqual([204, undefined])
    expect(outcome(await api.post(`holds/${id}/release`, {}))).toEqual([404, 'not_found'])
    expect(await auditOf(member.did, 'hold.release')).toMatchObject([{ reason: 'settled', before: { id } }])
    expect(await due()).toEqual([member.did])
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
      'known.json',
      ...['manifest.json', 'manifest.sig', 'plc-log.json', 'preferences.jsonl', 'repo.car'],
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

  it('says nothing to a member of their being held', async () => {
    const { did } = author.member
    const { id } = (await api.post('exports', { did, include: ['repo', 'audit', 'account'] })).json
    await made(id)
    const files = await filesOf((await api.get(`exports/${String(id)}/download`)).bytes)
    expect(files.has('held-records.jsonl')).toBe(false)
    expect(files.get('audit.jsonl')!.toString()).toContain('account.export')
    const told = [...files].filter(([name]) => name !== 'repo.car').map(([, bytes]) => bytes.toString())
    for (const word of ['hold', 'account.archive', 'legal']) expect(told.join()).not.toContain(word)
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
