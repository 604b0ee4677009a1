import { Injectable } from '@nestjs/common'
import { statfs } from 'node:fs/promises'
import { ServiceConfig } from '../config/index.js'
import { Metrics } from './metrics.js'

/** Shows how much room is left where the data of this node lie. */
@Injectable()
export class DiskSpace {
  constructor(config: ServiceConfig, metrics: Metrics) {
    const look = () => lookAt(config.dataDirectory)
    metrics.level('pds_data_free_bytes', 'Room left on the file system of the data directory.', async () => {
      return (await look()).free
    })
    metrics.level('pds_data_size_bytes', 'Size of that file system.', async () => (await look()).size)
  }
}

/** A directory that cannot be looked at has no known room. */
async function lookAt(directory: string): Promise<{ free: number; size: number }> {
  try {
    const { bavail, blocks, bsize } = await statfs(directory)
    return { free: bavail * bsize, size: blocks * bsize }
  } catch {
    return { free: NaN, size: NaN }
  }
}
