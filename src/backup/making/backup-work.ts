import { Injectable } from '@nestjs/common'
import { LongWork, type WorkRun } from '../../jobs/index.js'
import { rowsOf } from '../archive/manifest.js'
import { BackupConfig } from '../backup.config.js'
import { BackupPlaces } from '../store/backup-places.js'
import { Backups } from './backups.js'

/** Makes a backup because somebody wants it now. */
@Injectable()
export class BackupWork extends LongWork {
  override readonly kind = 'backup.make'
  override readonly unit = 'tables, then blobs'

  constructor(
    private readonly config: BackupConfig,
    private readonly places: BackupPlaces,
    private readonly backups: Backups,
  ) {
    super()
  }

  override async run(_input: unknown, { progress, note }: WorkRun): Promise<object> {
    const { keep, withKeys } = this.config
    const place = await this.places.open()
    const onProgress = ({ done, of }: { done: number; of: number }) => void progress(done, of)
    const { manifest, bytes, blobs } = await this.backups.make(place, { keep, withKeys, onProgress })
    if (blobs.lost.length > 0) await note(`The bytes of ${blobs.lost.length} blobs are lost`)
    const { count, copied } = blobs
    return { backup: manifest.id, bytes, accounts: rowsOf(manifest, 'account'), blobs: count, copied }
  }
}
