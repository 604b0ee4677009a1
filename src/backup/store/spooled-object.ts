import { createWriteStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Only the owner may read. */
const FILE_MODE = 0o600
const DIRECTORY_MODE = 0o700

/** Writes a new file and hands it over once it is on disk; it is gone afterwards unless it was moved. */
export async function withSpooled<T>(
  path: string,
  source: AsyncIterable<Uint8Array>,
  use: (bytes: number) => Promise<T>,
): Promise<T> {
  await mkdir(dirname(path), { recursive: true, mode: DIRECTORY_MODE })
  try {
    const file = createWriteStream(path, { flags: 'wx', mode: FILE_MODE })
    await pipeline(source, file)
    await syncPath(path)
    return await use(file.bytesWritten)
  } finally {
    await rm(path, { force: true })
  }
}

/** Makes a file, or the names in a directory, survive a power cut. */
export async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
