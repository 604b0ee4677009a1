import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { AtpAgent } from '@atproto/api'
import { verifyRepoCar } from '@atproto/repo'
import { describeWithS3, S3Server } from '../support/s3-server.js'
import { signingKeyOf } from './accounts.js'
import { BackupWorld } from './backup-world.js'
import type { ServerProcess } from './server-process.js'

const ACCOUNTS = 4
const TIMEOUT_MS = 240_000
const TARGET = 's3://backups/of/pds'

describeWithS3('backups in a bucket', () => {
  let s3: S3Server
  let world: BackupWorld
  let successor: ServerProcess
  /** settings of backups; the blobs themselves are on disk */
  let env: Record<string, string>

  beforeAll(async () => {
    s3 = await S3Server.start()
    await s3.createBucket('backups')
    const ofBlobs = Object.entries(s3.environment('none')).filter(([name]) => !name.endsWith('_BUCKET'))
    env = Object.fromEntries(ofBlobs.map(([name, value]) => [name.replace('BLOBSTORE', 'BACKUP'), value]))
    env['PDS_BACKUP_TARGET'] = TARGET
    world = await BackupWorld.create()
    await world.populate(ACCOUNTS)
  }, TIMEOUT_MS)

  afterAll(async () => {
    await successor?.remove()
    await world?.remove()
    await s3?.close()
  }, 60_000)

  async function keys(): Promise<string[]> {
    const client = s3.client()
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'backups' }))
    client.destroy()
    return Contents.map(({ Key }) => Key!)
  }

  it(
    'are made, and made again with the blobs that are new',
    async () => {
      const made = await world.json<{ id: string }>(['backup', '--with-keys'], world.server, env)
      expect(made).toMatchObject({ accounts: ACCOUNTS, blobs: { copied: ACCOUNTS, lost: [] } })
      const objects = await keys()
      expect(objects).toContain(`of/pds/backups/${made.id}/manifest`)
      expect(objects.filter((key) => key.startsWith('of/pds/blobs/'))).toHaveLength(ACCOUNTS)
      const next = await world.json(['backup', '--with-keys', '--keep', '1'], world.server, env)
      expect(next).toMatchObject({ blobs: { copied: 0 }, removed: { backups: [made.id], blobs: 0 } })
      expect((await keys()).filter((key) => key.includes(made.id))).toEqual([])
    },
    TIMEOUT_MS,
  )

  it(
    'are tried',
    async () => {
      const report = await world.json(['backup', 'verify'], world.server, env)
      expect(report).toMatchObject({ repos: { repos: ACCOUNTS }, blobs: { count: ACCOUNTS }, faults: [] })
    },
    TIMEOUT_MS,
  )

  it(
    'are restored',
    async () => {
      await world.server.stop()
      successor = await world.successor()
      await world.restore([], successor, env)
      await successor.start()
      const anybody = new AtpAgent({ service: successor.url })
      for (const { did, blob } of world.residents) {
        const { data } = await anybody.com.atproto.sync.getRepo({ did })
        await verifyRepoCar(data, did, await signingKeyOf(successor, did))
        const file = await anybody.com.atproto.sync.getBlob({ did, cid: blob.cid })
        expect(Buffer.from(file.data).equals(blob.bytes)).toBe(true)
      }
    },
    TIMEOUT_MS,
  )

  it(
    'are none where the service is away, and that is said',
    async () => {
      await s3.kill()
      const { code, stderr } = await world.pds(['backup', '--json'], successor, env)
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringContaining('"BackupPlaceUnavailable"'),
      })
    },
    TIMEOUT_MS,
  )
})
