import { once } from 'node:events'
import { Readable } from 'node:stream'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import * as zlib from 'node:zlib'
import { chooseCoding, compressedFor } from './compressed-export.js'

const CHEAPEST = 'createZstdCompress' in zlib ? 'zstd' : 'br'
const CONTENT = Buffer.from('a repository '.repeat(10_000))

async function readAll(body: Readable): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const piece of body) all.push(piece as Buffer)
  return Buffer.concat(all)
}

describe('chooseCoding', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['*', undefined],
    ['deflate', undefined],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZIP;q=0.5', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate, br, zstd', CHEAPEST],
    ['gzip;q=1.0, br;q=0.9', 'gzip'],
    ['identity;q=1, gzip;q=0.5', undefined],
    ['identity, gzip', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip;q=2', undefined],
    ['gzip;q=x, br;level=1;q=0.001', 'br'],
  ])('for %s is %s', (accept, coding) => {
    expect(chooseCoding(accept)).toBe(coding)
  })
})

describe('compressedFor', () => {
  it('compresses as it says', async () => {
    const gzip = compressedFor('gzip', Readable.from([CONTENT]))
    expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip' })
    expect(gunzipSync(await readAll(gzip.body))).toEqual(CONTENT)
    const brotli = compressedFor('br', Readable.from([CONTENT]))
    const bytes = await readAll(brotli.body)
    expect(brotliDecompressSync(bytes)).toEqual(CONTENT)
    expect(bytes.length).toBeLessThan(CONTENT.length / 2)
  })

  it.each(['gzip', 'br'])('sends the first piece before there is a second (%s)', async (coding) => {
    const source = new Readable({ read: () => undefined })
    source.push(CONTENT.subarray(0, 100))
    const { body } = compressedFor(coding, source)
    const [first] = (await once(body, 'data')) as [Buffer]
    expect(first.length).toBeGreaterThan(0)
    source.destroy()
  })

  it('leaves the export as it is for others', async () => {
    const car = Readable.from([CONTENT])
    const { body, headers } = compressedFor(undefined, car)
    expect(body).toBe(car)
    expect(headers).toEqual({ vary: 'Authorization, Accept-Encoding' })
  })

  it('destroys the export when the client leaves', async () => {
    const car = new Readable({ read() {} })
    const { body } = compressedFor('gzip', car)
    body.destroy()
    await new Promise((resolve) => setImmediate(resolve))
    expect(car.destroyed).toBe(true)
  })

  it('passes on a failure of the export', async () => {
    const { body } = compressedFor(
      'gzip',
      new Readable({
        read() {
          this.destroy(new Error('disk on fire'))
        },
      }),
    )
    await expect(readAll(body)).rejects.toThrow('disk on fire')
  })
})
