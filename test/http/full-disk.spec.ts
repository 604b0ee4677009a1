import { randomBytes } from 'node:crypto'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BlobMember } from '../support/blob-member.js'
import { SmallDisk } from '../support/small-disk.js'
import { WholeServer } from '../support/whole-server.js'

const DISK_BYTES = 4 * 1024 * 1024
const START_MAX_MS = 60_000

let disk: SmallDisk | undefined
let server: WholeServer
let alice: BlobMember
beforeAll(async () => {
  disk = await SmallDisk.mount(DISK_BYTES)
  if (!disk) return
  server = await WholeServer.start({ PDS_BLOBSTORE_DISK_LOCATION: disk.path })
  alice = new BlobMember(server, await server.signUp())
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await disk?.unmount()
})

it('a full disk refuses what it has no room for, keeps what it has, and takes more when there is room', async () => {
  if (!disk) return console.warn('not run: no disk may be mounted here (only root may)')
  const bytes = randomBytes(100_000)
  const kept = await alice.blob(bytes)
  await alice.refer('a', kept)
  const full = expect.objectContaining({
    status: 503,
    json: { error: 'UpstreamFailure', message: expect.stringContaining('try again') },
  })

  // Larger than what is left: it fails on the way, and nothing stays behind.
  expect(await alice.upload(randomBytes(DISK_BYTES))).toEqual(full)
  expect(await readdir(join(disk.path, 'tmp'))).toEqual([])

  // No room at all.
  const ballast = join(disk.path, 'ballast')
  await writeFile(ballast, Buffer.alloc(DISK_BYTES)).catch(() => undefined)
  expect(await alice.upload(randomBytes(50_000))).toEqual(full)
  expect(await readdir(join(disk.path, 'tmp'))).toEqual([])
  expect((await alice.get(kept.ref.$link)).bytes.equals(bytes)).toBe(true)
  expect((await server.get('_health')).status).toBe(200)

  await rm(ballast)
  const later = await alice.upload(randomBytes(50_000))
  expect(later.status).toBe(200)
})
