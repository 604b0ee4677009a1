import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { Clock, Log } from '../../telemetry/index.js'
import { DiskBlobConfig } from '../disk-blob.config.js'

/** Whatever is older was left by a process that died: no upload takes so long. */
const LEFT_BEHIND_MS = 24 * 60 * 60 * 1000

/** Files of uploads that were interrupted by the end of the process. */
@Injectable()
export class UploadLeftOvers implements OnApplicationBootstrap {
  constructor(
    private readonly disk: DiskBlobConfig,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.remove()
    } catch (error) {
      this.log.warn({ err: error }, 'the place of arriving uploads cannot be tidied up')
    }
  }

  /** Removes those older than a day, or counts them only. @returns how many */
  async remove({ dryRun = false } = {}): Promise<number> {
    const before = this.clock.nowMs() - LEFT_BEHIND_MS
    let found = 0
    for (const name of await namesIn(this.disk.tmpLocation)) {
      const path = join(this.disk.tmpLocation, name)
      // It may be gone by now, as uploads end all the time.
      const file = await stat(path).catch(() => undefined)
      if (!file?.isFile() || file.mtimeMs >= before) continue
      if (!dryRun) await rm(path, { force: true })
      found++
    }
    if (found > 0 && !dryRun) this.log.info({ files: found }, 'removed what interrupted uploads had left')
    return found
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
