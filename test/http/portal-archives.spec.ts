import { readCar } from '@guildhall/repo'
import { BlobMember } from '../support/blob-member.js'
import { formOf, OAuthBrowser, type Shown } from '../support/oauth-browser.js'
import { type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const TEST_MAX_MS = 60_000
const BLOCK_BYTES = 512

let server: WholeServer
let member: Member
let files: BlobMember
let browser: OAuthBrowser
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
  files = new BlobMember(server, member)
  browser = new OAuthBrowser(server.url)
  const page = await browser.open(`${server.url}/account/sign-in`)
  await browser.send(page, { identifier: member.handle, password: PASSWORD, decision: 'accept' })
})
afterAll(() => server?.close())

const openData = () => browser.open(`${server.url}/account/${member.did}/data`)

/** Presses the button that asks for a copy. */
async function download(page: Shown, kind: string, more: Record<string, string> = {}) {
  const action = [...page.html.matchAll(/action="([^"]*\/archive\/[^"]*)"/g)]
    .map(([, path]) => path!.replaceAll('&amp;', '&'))
    .find((path) => path.includes(`/archive/${kind}`))
  if (action === undefined) throw new Error(`there is no ${kind} to be had`)
  const csrf = formOf(page).fields.find(([name]) => name === 'csrf')![1]
  const body = new URLSearchParams({ csrf, ...more }).toString()
  return browser.bytes(new URL(action, page.url).href, body)
}

/** The files of an archive, in their order. */
function untar(archive: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (let at = 0; archive[at] !== 0;) {
    const header = archive.subarray(at, at + BLOCK_BYTES)
    const text = (start: number, length: number) =>
      header
        .subarray(start, start + length)
        .toString('latin1')
        .replace(/\0.*$/, '')
    const size = parseInt(text(124, 12), 8)
    const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0)
    expect(parseInt(text(148, 8), 8)).toBe(sum)
    found.set(text(0, 100), archive.subarray(at + BLOCK_BYTES, at + BLOCK_BYTES + size))
    at += BLOCK_BYTES * (1 + Math.ceil(size / BLOCK_BYTES))
  }
  return found
}

describe('copies of what belongs to an account', () => {
  test(
    'are its repository, and its files with a list of them, as large as is said before',
    async () => {
      const [text, picture] = [Buffer.from('a text of some length\n'.repeat(100)), Buffer.alloc(1024, 7)]
      const blobs = [
        await files.blob(text, { 'content-type': 'text/plain' }),
        await files.blob(picture, { 'content-type': 'application/x-unheard-of' }),
      ]
      await files.refer('one', ...blobs)
      await files.blob(Buffer.from('nobody refers to this'))
      const page = await openData()
      expect(page.html).toContain('Files: 2')
      expect(page.html).toContain('Records: 1')

      const archive = await download(page, 'blobs')
      expect(archive.headers.get('content-length')).toBe(String(archive.bytes.length))
      expect(archive.headers.get('content-disposition')).toMatch(
        /^attachment; filename="did-plc-[a-z2-7]+\.tar"$/,
      )
      expect(archive.headers.get('cache-control')).toBe('private, no-store')
      const inside = untar(archive.bytes)
      const names = blobs.map(({ ref }, index) => `blobs/${ref.$link}.${index === 0 ? 'txt' : 'bin'}`)
      expect([...inside.keys()].sort()).toEqual(['manifest.jsonl', ...names].sort())
      expect(inside.get(names[0]!)).toEqual(text)
      expect(inside.get(names[1]!)).toEqual(picture)
      const listed = inside
        .get('manifest.jsonl')!
        .toString()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object)
      expect(listed).toHaveLength(2)
      expect(listed).toContainEqual({
        cid: blobs[0]!.ref.$link,
        type: 'text/plain',
        size: text.length,
        file: names[0],
      })

      const car = await download(page, 'repo')
      expect(car.headers.get('content-type')).toBe('application/vnd.ipld.car')
      expect(readCar(car.bytes).blocks.length).toBeGreaterThan(1)
    },
    TEST_MAX_MS,
  )

  test(
    'say which bytes are lost, and are complete all the same',
    async () => {
      const [kept, lost] = [await files.blob(Buffer.alloc(600, 1)), await files.blob(Buffer.alloc(700, 2))]
      await files.refer('two', kept, lost)
      await server.sql(`UPDATE blob SET object_key = '00/0000000000' WHERE size = 700`)
      const archive = await download(await openData(), 'blobs')
      expect(archive.headers.get('content-length')).toBe(String(archive.bytes.length))
      const inside = untar(archive.bytes)
      expect(inside.get(`lost/${lost.ref.$link}.bin`)).toEqual(Buffer.alloc(700))
      expect(inside.get(`blobs/${kept.ref.$link}.bin`)).toEqual(Buffer.alloc(600, 1))
    },
    TEST_MAX_MS,
  )

  test('are for the owner only, and asked for by a page', async () => {
    await files.refer('three', await files.blob(Buffer.from('mine')))
    const page = await openData()
    expect((await download(page, 'blobs', { csrf: 'x'.repeat(43) })).status).toBe(403)
    server.clock.advance(11 * 60_000)
    // Coming back to a deactivated account takes no fresh proof; copies do, whatever else the form says.
    for (const more of [undefined, { decision: 'reactivate' }]) {
      const late = await download(page, 'blobs', more)
      expect([late.status, late.headers.get('location')]).toEqual([
        303,
        `/account/${member.did}/confirm?to=data`,
      ])
    }
    expect((await server.request('GET', `/account/${member.did}/archive/repo`)).status).not.toBe(200)
  })

  test('are none of a range that is none', async () => {
    const page = await openData()
    const csrf = formOf(page).fields.find(([name]) => name === 'csrf')![1]
    const url = `${server.url}/account/${member.did}/archive/blobs?after=nonsense`
    expect(await browser.post(url, new URLSearchParams({ csrf }))).toMatchObject({ status: 404 })
  })
})
