import { createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'

const OWN_FILE = 0o600

/**
 * Writes a file that is not there yet. Under its name it is whole, and never takes the place of another.
 * @returns how many bytes it has
 */
export async function writeNew(file: string, source: Readable): Promise<number> {
  const part = `${file}.part`
  try {
    // Somebody else may be writing the same: that is theirs.
    const handle = await open(part, 'wx', OWN_FILE)
    try {
      await pipeline(source, createWriteStream('', { fd: handle }))
      if (await stat(file).catch(() => undefined)) throw new Error(`${file} is there already`)
      await rename(part, file)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
    return (await stat(file)).size
  } finally {
    source.destroy()
  }
}
