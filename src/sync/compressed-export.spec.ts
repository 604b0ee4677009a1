import { once } from 'node:events'
import { Readable } from 'node:stream'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { compressed } from './compressed-export.js'

const CONTENT = Buffer.from('a repository '.repeat(10_000))

async function readAll(body: Readable): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const piece of body) all.push(piece as Buffer)
  return Buffer.concat(all)
}

describe('compressed', () => {
  it('compresses as it says', async () => {
    const gzip = compressed('gzip', Readable.from([CONTENT]))
    expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip' })
    expect(gunzipSync(await readAll(gzip.body))).toEqual(CONTENT)
    const brotli = compressed('br', Readable.from([CONTENT]))
    const bytes = await readAll(brotli.body)
    expect(brotliDecompressSync(bytes)).toEqual(CONTENT)
    expect(bytes.length).toBeLessThan(CONTENT.length / 2)
  })

  it.each(['gzip', 'br'])('sends the first piece before there is a second (%s)', async (coding) => {
    const source = new Readable({ read: () => undefined })
    source.push(CONTENT.subarray(0, 100))
    const { body } = compressed(coding, source)
    const [first] = (await once(body, 'data')) as [Buffer]
    expect(first.length).toBeGreaterThan(0)
    source.destroy()
  })

  it('leaves the export as it is for others', async () => {
    const car = Readable.from([CONTENT])
    const { body, headers } = compressed(undefined, car)
    expect(body).toBe(car)
    expect(headers).toEqual({ vary: 'Authorization, Accept-Encoding' })
  })

  it('destroys the export when the client leaves', async () => {
    const car = new Readable({ read() {} })
    const { body } = compressed('gzip', car)
    body.destroy()
    await new Promise((resolve) => setImmediate(resolve))
    expect(car.destroyed).toBe(true)
  })

  it('passes on a failure of the export', async () => {
    const { body } = compressed(
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
