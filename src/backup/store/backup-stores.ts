import { join, resolve } from 'node:path'
import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { type Bucket, openBucket } from '../../blob/index.js'
import { ServiceConfig } from '../../config/index.js'
import { KnownProblems, Log, Random } from '../../telemetry/index.js'
import type { BackupStore } from './backup.store.js'
import { DiskBackupStore } from './disk-backup.store.js'
import { S3BackupConfig } from './s3-backup.config.js'
import { S3BackupStore } from './s3-backup.store.js'

const S3 = /^s3:\/\/([^/]+)\/?(.*)$/
/** In the data directory: objects on their way to a bucket. */
const SPOOL = 'backup-spool'
/** The name of the bucket among the known problems. */
const PART = 'backup'

/** Opens stores of backups. */
@Injectable()
export class BackupStores implements OnApplicationShutdown {
  readonly #buckets: Bucket[] = []

  constructor(
    private readonly s3: S3BackupConfig,
    private readonly service: ServiceConfig,
    private readonly random: Random,
    private readonly problems: KnownProblems,
    private readonly log: Log,
  ) {}

  /** @param target a directory, or `s3://bucket/prefix` */
  async open(target: string): Promise<BackupStore> {
    const [, bucketName, path = ''] = S3.exec(target) ?? []
    if (bucketName === undefined) return new DiskBackupStore(resolve(target), this.random)
    const prefix = path === '' || path.endsWith('/') ? path : `${path}/`
    const { region, endpoint, forcePathStyle, accessKeyId, secretAccessKey } = this.s3
    const { uploadTimeoutMs, requestTimeoutMs } = this.s3
    const connection = { region, endpoint, forcePathStyle, accessKeyId, secretAccessKey }
    const settings = { ...connection, uploadTimeoutMs, requestTimeoutMs, bucket: bucketName, prefix }
    const bucket = await openBucket(settings, PART, this.log, this.problems)
    this.#buckets.push(bucket)
    return new S3BackupStore(bucket, join(this.service.dataDirectory, SPOOL), this.random, target)
  }

  onApplicationShutdown(): void {
    for (const bucket of this.#buckets) bucket.destroy()
  }
}
