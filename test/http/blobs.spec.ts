import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { cidBytesToString, cidStringToBytes, rawCidBytes } from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { BlobStore } from '../../src/blob/blob.store.js'
import { DiskBlobConfig } from '../../src/blob/disk-blob.config.js'
import { BlobMember } from '../support/blob-member.js'
import { opaqueBytes } from '../support/opaque-bytes.js'
import { refused } from '../support/refused.js'
import { admin, bearer, WholeServer } from '../support/whole-server.js'

const { uploadBlob } = com.atproto.repo
const START_MAX_MS = 60_000
const LIMIT_BYTES = 100_000
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
)
/** The same with a text that says where. */
const PNG_WITH_PLACE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAAIXRFWHRleGlmOkdQU0xhdGl0dWRlADQ4LzEsIDUxLzEsIDMwLzEu5+V1AAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
)

let server: WholeServer
let alice: BlobMember
beforeAll(async () => {
  server = await WholeServer.start({
    PDS_BLOB_UPLOAD_LIMIT: String(LIMIT_BYTES),
    PDS_BLOB_UPLOAD_STALL_MS: '500',
  })
}, START_MAX_MS)
beforeEach(async () => {
  alice = new BlobMember(server, await server.signUp())
})
afterAll(() => server?.close())

const get = <T>(type: abstract new (...args: never[]) => T) =>
  server.app.get<T>(type as never, { strict: false })
const cidOf = (bytes: Uint8Array) =>
  cidBytesToString(rawCidBytes(createHash('sha256').update(bytes).digest()))
const bytesOf = (cid: string) => Buffer.from(cidStringToBytes(cid))
const spooled = () => readdir(get(DiskBlobConfig).tmpLocation).catch(() => [])

describe('uploadBlob', () => {
  it('answers with the reference; the type is that of the bytes, and only then the declared one', async () => {
    const bytes = opaqueBytes(1_000)
    const blob = { $type: 'blob', ref: { $link: cidOf(bytes) }, mimeType: 'text/x-own', size: 1_000 }
    expect((await alice.upload(bytes, { 'content-type': 'Text/X-Own; charset=x' })).json).toEqual({ blob })
    expect((await alice.blob(PNG, { 'content-type': 'text/html' })).mimeType).toBe('image/png')
    expect((await alice.blob(opaqueBytes(9), { 'content-type': '*/*' })).mimeType).toBe(
      'application/octet-stream',
    )
    expect(await spooled()).toEqual([])
  })

  it('takes compressed bodies for what they contain, up to the limit', async () => {
    const bytes = opaqueBytes(5_000)
    const blob = await alice.blob(gzipSync(bytes), { 'content-encoding': 'gzip' })
    expect(blob).toMatchObject({ ref: { $link: cidOf(bytes) }, size: 5_000 })
    const bomb = await alice.upload(gzipSync(Buffer.alloc(LIMIT_BYTES + 1)), { 'content-encoding': 'gzip' })
    expect(bomb).toEqual(refused(413, 'PayloadTooLarge'))
    const broken = await alice.upload(opaqueBytes(100), { 'content-encoding': 'gzip' })
    expect(broken).toEqual(refused(400, 'InvalidRequest'))
    expect(await spooled()).toEqual([])
  })

  it('refuses what is too large, empty, or not as long as announced', async () => {
    expect((await alice.upload(opaqueBytes(LIMIT_BYTES))).status).toBe(200)
    expect(await alice.upload(opaqueBytes(LIMIT_BYTES + 1))).toEqual(refused(413, 'PayloadTooLarge'))
    expect(await alice.upload(Buffer.alloc(0))).toEqual(refused(400, 'InvalidRequest'))
    expect(await alice.upload(opaqueBytes(9), { 'content-length': '10' })).toEqual(
      refused(400, 'InvalidRequest'),
    )
    expect(await spooled()).toEqual([])
  })

  it('refuses whoever is not signed in, and credentials that are none', async () => {
    const type = { 'content-type': 'image/png' }
    for (const headers of [{}, bearer('garbage'), bearer('a.b.c'), bearer(`x.${'e30'}.y`), admin]) {
      const answer = await server.request('POST', `/xrpc/${uploadBlob.nsid}`, { ...type, ...headers }, PNG)
      expect([400, 401]).toContain(answer.status)
    }
  })

  it('takes a token that the account signed for it, and no other', async () => {
    const token = async (lxm: string) => {
      const query = { aud: 'did:web:localhost', lxm }
      const { json } = await server.get(
        com.atproto.server.getServiceAuth.nsid,
        query,
        bearer(alice.member.accessJwt),
      )
      return json.token as string
    }
    const own = await token(uploadBlob.nsid)
    expect((await alice.upload(PNG, bearer(own))).status).toBe(200)
    expect(await alice.upload(PNG, bearer(own))).toMatchObject({ status: 401, json: { error: 'BadJwt' } })
    const late = await token(uploadBlob.nsid)
    const other = await token(com.atproto.repo.createRecord.nsid)
    expect((await alice.upload(PNG, bearer(other))).status).toBe(401)
    await server.setStatus(alice.member.did, 'takendown')
    expect(await alice.upload(PNG, bearer(late))).toMatchObject({ json: { error: 'AccountTakedown' } })
    expect((await alice.upload(PNG)).status).toBeGreaterThanOrEqual(400)
  })

  it('takes uploads of deactivated accounts, which nobody sees', async () => {
    const blob = await alice.blob(PNG)
    await alice.refer('a', blob)
    await server.setStatus(alice.member.did, 'deactivated')
    expect((await alice.upload(opaqueBytes(10))).status).toBe(200)
    expect(await alice.get(blob.ref.$link)).toEqual(refused(400, 'RepoDeactivated'))
    expect((await alice.get(blob.ref.$link, bearer(alice.member.accessJwt))).status).toBe(200)
  })

  it('keeps one object however often the same is uploaded, also at the same time', async () => {
    const bytes = opaqueBytes(2_000)
    const blobs = await Promise.all(Array.from({ length: 6 }, () => alice.blob(bytes)))
    expect(new Set(blobs.map(({ ref }) => ref.$link)).size).toBe(1)
    await alice.refer('a', blobs[0]!)
    expect((await alice.get(cidOf(bytes))).bytes.equals(bytes)).toBe(true)
    expect(await get(BlobStore).size((await alice.objectKey(bytesOf(cidOf(bytes))))!)).toBe(2_000)
    await alice.blob(bytes, { 'content-type': 'text/x-other' })
    expect((await alice.get(cidOf(bytes))).headers['content-type']).toBe('application/octet-stream')
  })

  it('makes a blob whole again whose bytes were lost', async () => {
    const bytes = opaqueBytes(500)
    const { ref } = await alice.blob(bytes)
    await alice.refer('a', await alice.blob(bytes))
    const lost = (await alice.objectKey(bytesOf(ref.$link)))!
    await get(BlobStore).remove([lost])
    expect(await alice.get(ref.$link)).toEqual(refused(400, 'BlobNotFound'))
    await alice.blob(bytes)
    expect((await alice.get(ref.$link)).bytes.equals(bytes)).toBe(true)
    expect(await alice.objectKey(bytesOf(ref.$link))).not.toBe(lost)
  })

  it('refuses files that give away a place, unless the client knows', async () => {
    expect(await alice.upload(PNG_WITH_PLACE)).toEqual(
      refused(400, 'LocationMetadata', expect.stringContaining('GPS position')),
    )
    expect((await alice.upload(PNG_WITH_PLACE, { 'x-allow-location': 'true' })).status).toBe(200)
    expect((await alice.upload(PNG_WITH_PLACE, {}, '?allowLocation=true')).status).toBe(200)
    expect((await alice.upload(PNG_WITH_PLACE, {}, '?allowLocation=no')).status).toBe(400)
    await server.sql('INSERT INTO blob_allowance (did, location_allowed) VALUES ($1, true)', [
      alice.member.did,
    ])
    expect((await alice.upload(PNG_WITH_PLACE)).json.blob).toMatchObject({
      ref: { $link: cidOf(PNG_WITH_PLACE) },
    })
    expect(await spooled()).toEqual([])
  })

  it.each([
    ['goes away', true],
    ['sends hardly anything', false],
  ])('leaves nothing of a client that %s', async (_, leaves) => {
    const isSpooled = untilSpooled()
    const answer = new Promise<number | undefined>((resolve) => {
      const request = httpRequest(`${server.url}/xrpc/${uploadBlob.nsid}`, {
        method: 'POST',
        headers: { 'content-type': 'image/png', ...bearer(alice.member.accessJwt) },
      })
      request.once('response', (response) => resolve(response.resume().statusCode))
      request.once('error', () => resolve(undefined))
      request.write(opaqueBytes(3_000))
      // Who looks a second time may come too late.
      if (leaves) void isSpooled.then(() => request.destroy())
    })
    await isSpooled
    expect(await answer).toBe(leaves ? undefined : 400)
    while ((await spooled()).length > 0) await sleep(20)
  })

  const untilSpooled = async () => {
    while ((await spooled()).length === 0) await sleep(5)
  }
})

describe('getBlob', () => {
  const bytes = opaqueBytes(50_000)
  let cid: string
  beforeEach(async () => {
    const blob = await alice.blob(bytes)
    cid = blob.ref.$link
    await alice.refer('a', blob)
  })

  it('serves what was uploaded, so that no browser runs it', async () => {
    const { status, headers, bytes: served } = await alice.get(cid)
    expect([status, served.equals(bytes)]).toEqual([200, true])
    expect(headers).toMatchObject({
      'content-length': '50000',
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${cid}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=300',
      'accept-ranges': 'bytes',
      etag: `"${cid}"`,
    })
    expect((await alice.get(cid, bearer(alice.member.accessJwt))).headers['cache-control']).toBe(
      'private, no-store',
    )
    const head = await fetch(
      `${server.url}/xrpc/com.atproto.sync.getBlob?did=${alice.member.did}&cid=${cid}`,
      {
        method: 'HEAD',
      },
    )
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '50000'])
  })

  it.each<[string, Record<string, string>, number, [number, number] | undefined]>([
    ['a part', { range: 'bytes=100-199' }, 206, [100, 200]],
    ['the rest', { range: 'bytes=49990-' }, 206, [49_990, 50_000]],
    ['the end', { range: 'bytes=-5' }, 206, [49_995, 50_000]],
    ['more than there is', { range: 'bytes=49999-60000' }, 206, [49_999, 50_000]],
    ['more than all of it', { range: 'bytes=-60000' }, 206, [0, 50_000]],
    ['several parts', { range: 'bytes=0-1,3-4' }, 200, [0, 50_000]],
    ['other units', { range: 'lines=0-1' }, 200, [0, 50_000]],
    ['a range that is none', { range: 'bytes=5-3' }, 200, [0, 50_000]],
    ['a part of another version', { range: 'bytes=0-1', 'if-range': '"other"' }, 200, [0, 50_000]],
    ['a part beyond the end', { range: 'bytes=50000-' }, 416, undefined],
    ['the last no bytes', { range: 'bytes=-0' }, 416, undefined],
    ['what is known already, or not', { 'if-none-match': '"other"' }, 200, [0, 50_000]],
    ['what is known already', { 'if-none-match': '*' }, 304, [0, 0]],
  ])('answers a request for %s', async (_, headers, status, part) => {
    const answer = await alice.get(cid, headers)
    expect(answer.status).toBe(status)
    if (part) expect(answer.bytes.equals(bytes.subarray(...part))).toBe(true)
    if (status === 206) {
      expect(answer.headers['content-range']).toBe(`bytes ${part![0]}-${part![1] - 1}/50000`)
      expect(answer.headers['content-length']).toBe(String(part![1] - part![0]))
    }
    if (status === 416) expect(answer.headers['content-range']).toBe('bytes */50000')
    const again = await alice.get(cid, { 'if-none-match': `W/"${cid}"`, range: 'bytes=0-1' })
    expect([again.status, again.headers['content-length']]).toEqual([304, undefined])
    expect((await alice.get(cid, { 'if-range': `"${cid}"`, range: 'bytes=0-1' })).status).toBe(206)
  })

  it('knows nothing of what is unused, of others, or of no form that blobs have', async () => {
    const unused = await alice.blob(opaqueBytes(10))
    const bob = new BlobMember(server, await server.signUp())
    expect(await alice.get(unused.ref.$link)).toEqual(refused(400, 'BlobNotFound'))
    expect(await bob.get(cid)).toEqual(refused(400, 'BlobNotFound'))
    expect(await alice.get(cid.replace('bafkrei', 'bafyrei'))).toEqual(refused(400, 'BlobNotFound'))
    expect(await alice.get('nonsense')).toEqual(refused(400, 'InvalidRequest'))
  })
})
