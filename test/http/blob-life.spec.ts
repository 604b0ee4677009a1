import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cidStringToBytes } from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { BlobStore } from '../../src/blob/blob.store.js'
import { DiskBlobConfig } from '../../src/blob/disk-blob.config.js'
import { BlobSweep } from '../../src/blob/garbage/blob-sweep.js'
import { UnusedBlobs } from '../../src/blob/garbage/unused-blobs.js'
import { UploadLeftOvers } from '../../src/blob/upload/upload-left-overs.js'
import { RemovedRepoRows } from '../../src/repo/removed-repo-rows.js'
import { BlobMember, HOLDER } from '../support/blob-member.js'
import { opaqueBytes } from '../support/opaque-bytes.js'
import { refused } from '../support/refused.js'
import { admin, bearer, WholeServer } from '../support/whole-server.js'

const { applyWrites, createRecord, listMissingBlobs } = com.atproto.repo
const { listBlobs } = com.atproto.sync
const START_MAX_MS = 60_000
const POSTS = 'app.bsky.feed.post'
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
)

let server: WholeServer
let alice: BlobMember
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  alice = new BlobMember(server, await server.signUp())
})
afterAll(() => server?.close())

const get = <T>(type: abstract new (...args: never[]) => T) =>
  server.app.get<T>(type as never, { strict: false })
const bytesOf = (cid: string) => Buffer.from(cidStringToBytes(cid))
const spooled = () => readdir(get(DiskBlobConfig).tmpLocation).catch(() => [])
const collect = async () => {
  await server.sql(`UPDATE blob SET expires_at = expires_at - interval '1 day'`)
  return get(UnusedBlobs).run()
}

describe('the life of a blob', () => {
  const there = async (cid: string) => (await alice.objectKey(bytesOf(cid))) !== undefined

  it('ends some time after nobody has referred to it', async () => {
    const { ref } = await alice.blob(opaqueBytes(100))
    const key = (await alice.objectKey(bytesOf(ref.$link)))!
    await get(UnusedBlobs).run()
    expect(await there(ref.$link)).toBe(true)
    expect(await collect()).toBeGreaterThanOrEqual(1)
    expect([await there(ref.$link), await get(BlobStore).size(key)]).toEqual([false, undefined])
  })

  it('goes on while any record refers to it, and ends after the last one', async () => {
    const blob = await alice.blob(opaqueBytes(100))
    const cid = blob.ref.$link
    await alice.refer('a', blob)
    await alice.refer('b', blob)
    await alice.forget('a')
    await collect()
    expect((await alice.get(cid)).status).toBe(200)
    await alice.forget('b')
    expect(await alice.get(cid)).toEqual(refused(400, 'BlobNotFound'))
    // There is time to refer to it again.
    expect((await alice.refer('c', blob)).status).toBe(200)
    await collect()
    expect((await alice.get(cid)).status).toBe(200)
    await alice.forget('c')
    await collect()
    expect(await there(cid)).toBe(false)
    expect(await alice.refer('d', blob)).toEqual(refused(400, 'BlobNotFound'))
  })

  it('goes on when a batch moves it to another record', async () => {
    const blob = await alice.blob(opaqueBytes(100))
    await alice.refer('a', blob)
    const op = (action: string, more: object) => ({
      $type: `${applyWrites.nsid}#${action}`,
      collection: HOLDER,
      ...more,
    })
    const writes = [op('delete', { rkey: 'a' }), op('create', { rkey: 'b', value: { blob } })]
    const answer = await server.post(
      applyWrites.nsid,
      { repo: alice.member.did, writes },
      bearer(alice.member.accessJwt),
    )
    expect(answer.status).toBe(200)
    await collect()
    expect((await alice.get(blob.ref.$link)).status).toBe(200)
  })

  it('is put off for whoever is about to refer to it', async () => {
    const blob = await alice.blob(opaqueBytes(100))
    await server.sql(`UPDATE blob SET expires_at = now() - interval '1 second'`)
    expect((await alice.refer('a', blob)).status).toBe(200)
    await get(UnusedBlobs).run()
    expect((await alice.get(blob.ref.$link)).status).toBe(200)
  })

  it('stands still while it is taken down', async () => {
    const bytes = opaqueBytes(100)
    const blob = await alice.blob(bytes)
    const cid = blob.ref.$link
    await alice.refer('a', blob)
    const judge = (applied: boolean) =>
      server.post(
        com.atproto.admin.updateSubjectStatus.nsid,
        {
          subject: { $type: 'com.atproto.admin.defs#repoBlobRef', did: alice.member.did, cid },
          takedown: { applied },
        },
        admin,
      )
    expect((await judge(true)).status).toBe(200)
    expect(await alice.get(cid)).toEqual(refused(400, 'BlobNotFound'))
    expect(await alice.upload(bytes)).toEqual(
      refused(400, 'InvalidRequest', 'Blob has been takendown, cannot re-upload'),
    )
    expect(await alice.refer('b', blob)).toEqual(refused(400, 'BlobNotFound'))
    await alice.forget('a')
    await collect()
    expect(await there(cid)).toBe(true)
    expect((await judge(false)).status).toBe(200)
    expect((await alice.upload(bytes)).status).toBe(200)
    expect((await alice.refer('c', blob)).status).toBe(200)
    expect((await alice.get(cid)).status).toBe(200)
  })

  it('ends with its account', async () => {
    const blob = await alice.blob(opaqueBytes(100))
    await alice.refer('a', blob)
    const key = (await alice.objectKey(bytesOf(blob.ref.$link)))!
    const did = alice.member.did
    await server.post(com.atproto.admin.deleteAccount.nsid, { did }, admin)
    expect(await alice.get(blob.ref.$link)).toEqual(refused(400, 'RepoNotFound'))
    await get(RemovedRepoRows).run()
    await get(UnusedBlobs).run()
    expect(await get(BlobStore).size(key)).toBeUndefined()
    const [left] = await server.sql<{ n: string }>(
      'SELECT (SELECT count(*) FROM blob_upload_day WHERE did = $1) + (SELECT count(*) FROM blob_garbage) AS n',
      [did],
    )
    expect(left!.n).toBe('0')
  })
})

describe('a record that refers to blobs', () => {
  const image = (blob: object) => ({
    $type: POSTS,
    text: '',
    createdAt: '2026-01-01T00:00:00.000Z',
    embed: { $type: 'app.bsky.embed.images', images: [{ image: blob, alt: '' }] },
  })
  const post = (record: object) =>
    server.post(
      createRecord.nsid,
      { repo: alice.member.did, collection: POSTS, record },
      bearer(alice.member.accessJwt),
    )

  it('must take the types and sizes that its lexicon wants', async () => {
    const [png, text] = [
      await alice.blob(PNG),
      await alice.blob(Buffer.from('text'), { 'content-type': 'text/plain' }),
    ]
    expect((await post(image(png))).status).toBe(200)
    expect(await post(image(text))).toEqual(refused(400, 'InvalidRequest'))
    expect(await post(image({ ...png, size: 3_000_000 }))).toEqual(refused(400, 'InvalidRequest'))
  })

  it('must describe them as they are', async () => {
    const blob = await alice.blob(opaqueBytes(10))
    expect(await alice.refer('a', { ...blob, mimeType: 'image/png' })).toEqual(
      refused(400, 'InvalidMimeType'),
    )
    expect(await alice.refer('a', { ...blob, size: 11 })).toEqual(refused(400, 'InvalidSize'))
    const bob = new BlobMember(server, await server.signUp())
    expect(await bob.refer('a', blob)).toEqual(refused(400, 'BlobNotFound'))
    await alice.refer('a', blob)
    const { json } = await server.get(listBlobs.nsid, { did: alice.member.did })
    expect(json).toEqual({ cids: [blob.ref.$link] })
    const missing = await server.get(listMissingBlobs.nsid, {}, bearer(alice.member.accessJwt))
    expect(missing.json).toEqual({ blobs: [] })
  })
})

describe('the sweep', () => {
  it('removes what nothing names when it is old, and tells what is lost', async () => {
    const [kept, lost] = [await alice.blob(opaqueBytes(100)), await alice.blob(opaqueBytes(100))]
    const lostKey = (await alice.objectKey(bytesOf(lost.ref.$link)))!
    await get(BlobStore).remove([lostKey])
    const { location, tmpLocation } = get(DiskBlobConfig)
    const orphan = `${'ab'}/${'ab'.repeat(20)}`
    const keptKey = (await alice.objectKey(bytesOf(kept.ref.$link)))!
    const file = join(location, keptKey, '..', '..', orphan)
    await get(BlobStore).put(orphan, { path: await spoolFile(tmpLocation), size: 3 }, 'image/png')
    const look = (options = {}) => get(BlobSweep).run(options)
    const missing = expect.arrayContaining([{ did: alice.member.did, cid: lost.ref.$link }])
    expect(await look()).toMatchObject({ orphans: 0, missing })
    const longAgo = Date.now() / 1000 - 2 * 24 * 60 * 60
    await utimes(file, longAgo, longAgo)
    expect(await look({ dryRun: true })).toMatchObject({ orphans: 1, orphanBytes: 3 })
    expect(await get(BlobStore).size(orphan)).toBe(3)
    expect(await look()).toMatchObject({ orphans: 1 })
    expect(await get(BlobStore).size(orphan)).toBeUndefined()
    expect(await get(BlobStore).size(keptKey)).toBe(100)
  })

  it('removes files of uploads that were interrupted long ago', async () => {
    const path = await spoolFile(get(DiskBlobConfig).tmpLocation)
    expect(await get(UploadLeftOvers).remove()).toBe(0)
    const longAgo = Date.now() / 1000 - 2 * 24 * 60 * 60
    await utimes(path, longAgo, longAgo)
    expect(await get(BlobSweep).run()).toMatchObject({ leftOvers: 1 })
    expect(await spooled()).toEqual([])
  })

  it('gives an end to blobs whose last reference went unnoticed', async () => {
    const { ref } = await alice.blob(opaqueBytes(100))
    await server.sql('UPDATE blob SET expires_at = NULL WHERE cid = $1', [bytesOf(ref.$link)])
    expect(await get(BlobSweep).run({ dryRun: true })).toMatchObject({ forgotten: 1 })
    expect(await get(BlobSweep).run()).toMatchObject({ forgotten: 1 })
    expect(await get(BlobSweep).run()).toMatchObject({ forgotten: 0 })
  })
})

async function spoolFile(folder: string): Promise<string> {
  const path = join(folder, opaqueBytes(8).toString('hex'))
  await writeFile(path, 'abc')
  return path
}
