import { BlobAllowances } from '../../src/blob/allowance/blob-allowances.js'
import { BlobUsage } from '../../src/blob/allowance/blob-usage.js'
import type { Did } from '@guildhall/syntax'
import { BlobMember } from '../support/blob-member.js'
import { opaqueBytes } from '../support/opaque-bytes.js'
import { WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const PNG_WITH_PLACE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAAIXRFWHRleGlmOkdQU0xhdGl0dWRlADQ4LzEsIDUxLzEsIDMwLzEu5+V1AAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
)

let server: WholeServer
let alice: BlobMember
beforeAll(async () => {
  server = await WholeServer.start({
    PDS_BLOB_QUOTA: '1000',
    PDS_BLOB_DAILY_BYTES: '1500',
    PDS_BLOB_DAILY_COUNT: '5',
    PDS_BLOB_LOCATION_POLICY: 'strip',
  })
}, START_MAX_MS)
beforeEach(async () => {
  alice = new BlobMember(server, await server.signUp())
})
afterAll(() => server?.close())

const refused = (status: number, error: string) =>
  expect.objectContaining({ status, json: { error, message: expect.any(String) } })
const get = <T>(type: abstract new (...args: never[]) => T) =>
  server.app.get<T>(type as never, { strict: false })
const upload = (bytes: number) => alice.upload(opaqueBytes(bytes))
const usage = () => get(BlobUsage).of(alice.member.did as Did)

it('an account is warned before its quota is full, and refused then', async () => {
  const first = opaqueBytes(500)
  expect((await alice.upload(first)).headers).not.toHaveProperty('x-blob-quota-warning')
  expect((await upload(400)).headers['x-blob-quota-warning']).toBe('used=900; quota=1000')
  expect(await upload(101)).toEqual(refused(403, 'BlobQuotaExceeded'))
  expect(await upload(1_001)).toEqual(refused(403, 'BlobQuotaExceeded'))
  // What is there already needs no room.
  expect((await alice.upload(first)).status).toBe(200)
  expect(await usage()).toMatchObject({ stored: { bytes: 900, count: 2 }, today: { bytes: 900, count: 2 } })
  const total = await get(BlobUsage).ofAll()
  expect(total.bytes).toBeGreaterThanOrEqual(900)
})

it('an account may upload so many bytes a day', async () => {
  await server.sql('INSERT INTO blob_allowance (did, quota_bytes) VALUES ($1, 5000)', [alice.member.did])
  expect((await upload(800)).status).toBe(200)
  expect(await upload(701)).toEqual(refused(429, 'DailyUploadsExceeded'))
  expect((await upload(700)).status).toBe(200)
  await server.sql(`UPDATE blob_upload_day SET day = day - 1 WHERE did = $1`, [alice.member.did])
  expect((await usage()).today).toEqual({ bytes: 0, count: 0 })
  expect((await upload(700)).status).toBe(200)
  expect((await usage()).today).toEqual({ bytes: 700, count: 1 })
})

it('an account may upload so many blobs a day', async () => {
  for (let n = 0; n < 5; n++) expect((await upload(10 + n)).status).toBe(200)
  expect(await upload(9)).toEqual(refused(429, 'DailyUploadsExceeded'))
})

it('what holds for one account in particular wins over the settings', async () => {
  await server.sql(
    'INSERT INTO blob_allowance (did, upload_bytes_max, quota_bytes, daily_bytes) VALUES ($1, 3000, 4000, 9000)',
    [alice.member.did],
  )
  expect((await upload(3_000)).status).toBe(200)
  expect(await upload(3_001)).toEqual(refused(413, 'PayloadTooLarge'))
  expect(await upload(1_001)).toEqual(refused(403, 'BlobQuotaExceeded'))
  expect(await get(BlobAllowances).of(alice.member.did as Did)).toMatchObject({
    dailyCount: 5,
    quotaBytes: 4_000,
  })
})

it('many uploads at a time do not get past the quota', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map((n) => upload(300 + n)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 403])
})

it('a place is taken out of a picture where the settings want it', async () => {
  const { status, json } = await alice.upload(PNG_WITH_PLACE)
  expect(status).toBe(200)
  const blob = json.blob as never as Parameters<BlobMember['refer']>[1]
  expect(blob.mimeType).toBe('image/png')
  expect(blob.size).toBeLessThan(PNG_WITH_PLACE.length)
  await alice.refer('a', blob)
  const { bytes } = await alice.get(blob.ref.$link)
  expect(bytes.length).toBe(blob.size)
  expect(bytes.includes('GPSLatitude')).toBe(false)
})
