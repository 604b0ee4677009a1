import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBucket } from '../../src/blob/index.js'
import type { Bucket } from '../../src/blob/index.js'
import { DiskBackupStore } from '../../src/backup/store/disk-backup.store.js'
import { S3BackupStore } from '../../src/backup/store/s3-backup.store.js'
import { KnownProblems, Log, SystemRandom } from '../../src/telemetry/index.js'
import { backupStoreContract } from '../support/backup-store-contract.js'
import { describeWithS3, S3Server } from '../support/s3-server.js'

const random = new SystemRandom()
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guildhall-backups-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

describe('BackupStore: DiskBackupStore', () => {
  backupStoreContract(() => new DiskBackupStore(join(directory, 'disk'), random))

  it('removes what somebody left who died while writing', async () => {
    const place = join(directory, 'left')
    await mkdir(join(place, '.incoming'), { recursive: true })
    await writeFile(join(place, '.incoming/half'), 'half')
    const store = new DiskBackupStore(place, random)
    for await (const { name } of store.list('')) throw new Error(`${name} is listed`)
    await store.tidy()
    expect(await readdir(place)).toEqual([])
  })

  it('does not leave its directory', async () => {
    const store = new DiskBackupStore(join(directory, 'disk'), random)
    for (const name of ['../x', 'a/../../x', '/etc/passwd', '.', 'a//b']) {
      await expect(Promise.resolve().then(() => store.open(name))).rejects.toThrow('no name in a backup')
    }
  })

  it('says what is wrong with the disk', async () => {
    const place = join(directory, 'file')
    await writeFile(place, 'not a directory')
    await chmod(place, 0o600)
    const put = new DiskBackupStore(place, random).put('a/b', (async function* () {})())
    await expect(put).rejects.toMatchObject({ code: 'BackupPlaceUnavailable' })
  })
})

describeWithS3('BackupStore: S3BackupStore', () => {
  let server: S3Server
  let bucket: Bucket
  backupStoreContract(async () => {
    server = await S3Server.start()
    await server.createBucket('backups')
    const config = server.config('backups', { prefix: 'pds/' })
    bucket = await openBucket(config, 'backup', Log.silent(), new KnownProblems())
    return new S3BackupStore(bucket, join(directory, 'spool'), random, 's3://backups/pds')
  })
  afterAll(async () => {
    bucket?.destroy()
    await server?.close()
  })
})
