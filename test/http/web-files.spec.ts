import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Branding } from '../../src/branding/index.js'
import { WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const CLIENT = join(import.meta.dirname, '..', '..', 'dist', 'web', 'client')

describe('what pages load', () => {
  let server: WholeServer
  beforeAll(async () => {
    server = await WholeServer.start({ PDS_SERVICE_NAME: '<Guild>', PDS_PRIMARY_COLOR: '#ff0000' })
  }, START_MAX_MS)
  afterAll(() => server?.close())

  it('is sent as it was built, compressed for those who take it, to be kept for ever', async () => {
    const manifest = JSON.parse(await readFile(join(CLIENT, 'manifest.json'), 'utf8')) as Record<
      string,
      { file: string; css: string[] }
    >
    const { file, css } = manifest['src/client.tsx']!
    const built = await readFile(join(CLIENT, file))
    const plain = await server.request('GET', `/${file}`)
    expect(plain).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        vary: expect.stringContaining('Accept-Encoding') as string,
        'x-content-type-options': 'nosniff',
      },
    })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.bytes.equals(built)).toBe(true)
    const gzip = await server.request('GET', `/${file}`, { 'accept-encoding': 'gzip, deflate' })
    expect(gunzipSync(gzip.bytes).equals(built)).toBe(true)
    const brotli = await server.request('GET', `/${css[0]}`, { 'accept-encoding': 'gzip, br' })
    expect(brotli.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'text/css; charset=utf-8',
    })
    expect(brotliDecompressSync(brotli.bytes).equals(await readFile(join(CLIENT, css[0]!)))).toBe(true)
  })

  it.each(['nothing.js', '..%2Fmanifest.json', 'manifest.json', 'pages.js.br', '%00'])(
    'is not to be had as %s',
    async (name) => {
      expect((await server.request('GET', `/assets/${name}`)).status).toBe(404)
    },
  )

  it('has the colours and the initial of the organization, under addresses that change with them', async () => {
    const branding = server.app.get(Branding, { strict: false }).whole
    const sheet = await server.request('GET', branding.sheetPath)
    expect(sheet).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/css; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
      },
    })
    expect(sheet.bytes.toString()).toContain('--primary:#ff0000')
    const icon = await server.request('GET', branding.iconPath)
    expect(icon).toMatchObject({ status: 200, headers: { 'content-type': 'image/svg+xml' } })
    expect(icon.bytes.toString()).toContain('>G</text>')
    expect(icon.headers['content-security-policy']).toContain('sandbox')
  })

  it.each(['logo', 'background-dark', 'no-such-picture'])(
    'has no picture %s that nobody gave it',
    async (name) => {
      expect((await server.request('GET', `/branding/${name}`)).status).toBe(404)
    },
  )
})
