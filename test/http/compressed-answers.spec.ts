import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { com } from '@guildhall/lexicon'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const { applyWrites, listRecords, putRecord } = com.atproto.repo
const NOTE = 'com.example.note'
const LONG = 'a long story '.repeat(100)
const START_MAX_MS = 60_000

let server: WholeServer
let member: Member
beforeAll(async () => {
  server = await WholeServer.start()
  member = await server.signUp()
  await write('long', LONG)
}, START_MAX_MS)
afterAll(() => server?.close())

const write = (rkey: string, text: string) =>
  server.post(
    putRecord.nsid,
    { repo: member.did, collection: NOTE, rkey, record: { $type: NOTE, text } },
    bearer(member.accessJwt),
  )

async function list(codings?: string, method: 'GET' | 'HEAD' = 'GET', collection = NOTE) {
  const query = new URLSearchParams({ repo: member.did, collection })
  const { statusCode, headers, rawPayload } = await server.app.inject({
    method,
    url: `/xrpc/${listRecords.nsid}?${query}`,
    headers: codings === undefined ? {} : { 'accept-encoding': codings },
  })
  expect(statusCode).toBe(200)
  return { headers, bytes: rawPayload }
}
const textOf = (bytes: Buffer) =>
  (JSON.parse(bytes.toString()) as { records: [{ value: { text: string } }] }).records[0].value.text

describe('a long answer', () => {
  it.each([
    ['gzip', 'gzip', gunzipSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['br;q=0.5, gzip', 'gzip', gunzipSync],
  ])('is compressed for who takes %s', async (accepted, coding, decompress) => {
    const { headers, bytes } = await list(accepted)
    expect(headers).toMatchObject({
      'content-encoding': coding,
      'content-length': String(bytes.length),
      'content-type': 'application/json; charset=utf-8',
    })
    expect(headers.vary).toMatch(/\bAccept-Encoding$/)
    expect(bytes.length).toBeLessThan(LONG.length / 2)
    expect(textOf(decompress(bytes))).toBe(LONG)
  })

  it.each([undefined, 'identity', 'zstd', 'gzip;q=0', '*'])(
    'is sent as it is to who takes %s',
    async (accepted) => {
      const { headers, bytes } = await list(accepted)
      expect(headers['content-encoding']).toBeUndefined()
      expect(headers.vary).toMatch(/\bAccept-Encoding$/)
      expect(textOf(bytes)).toBe(LONG)
    },
  )

  it('has no body for HEAD', async () => {
    expect((await list('gzip', 'HEAD')).bytes).toHaveLength(0)
  })

  it('of a procedure is sent as it is', async () => {
    const writes = Array.from({ length: 20 }, () => ({
      $type: `${applyWrites.nsid}#create`,
      collection: NOTE,
      value: { $type: NOTE },
    }))
    const { statusCode, headers, rawPayload } = await server.app.inject({
      method: 'POST',
      url: `/xrpc/${applyWrites.nsid}`,
      headers: { ...bearer(member.accessJwt), 'accept-encoding': 'gzip' },
      payload: { repo: member.did, writes },
    })
    expect(statusCode).toBe(200)
    expect(rawPayload.length).toBeGreaterThan(1024)
    expect(headers['content-encoding']).toBeUndefined()
  })
})

it('a short answer is sent as it is', async () => {
  const { headers } = await list('gzip', 'GET', 'com.example.nothing')
  expect(headers['content-encoding']).toBeUndefined()
  expect(headers.vary ?? '').not.toMatch(/Accept-Encoding/)
})
