import { once } from 'node:events'
import { constants, createReadStream, type Stats } from 'node:fs'
import { access, copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import { BlobStoreUnavailable } from './blob.errors.js'
import { BlobStore, type ByteRange, type SpooledFile, type StoredObject } from './blob.store.js'
import type { DiskBlobConfig } from './disk-blob.config.js'

/** Read from the disk at a time, and held for a slow reader. */
const READ_BYTES = 256 * 1024

/** Files of one folder that are looked at together. */
const STATS_AT_ONCE = 32

/** A key, or what is left of a copy that was interrupted. */
const KEY = /^[0-9a-f]{2}\/[0-9a-f]{4,64}(\.part)?$/
const FOLDER = /^[0-9a-f]{2}$/

/** Objects as files: a key is the path of its file below the place of the blobs. */
@Injectable()
export class DiskBlobStore extends BlobStore {
  constructor(private readonly config: Pick<DiskBlobConfig, 'location' | 'fsync'>) {
    super()
  }

  override async put(key: string, file: SpooledFile): Promise<void> {
    try {
      await this.#keep(this.#pathOf(key), file.path)
    } catch (error) {
      await rm(file.path, { force: true }).catch(() => undefined)
      throw new BlobStoreUnavailable({ cause: error })
    }
  }

  override async open(key: string, { start = 0, end = Infinity }: Partial<ByteRange> = {}) {
    const file = createReadStream(this.#pathOf(key), { start, end, highWaterMark: READ_BYTES })
    return unlessAbsent(once(file, 'open').then((): Readable => file))
  }

  override async size(key: string): Promise<number | undefined> {
    return (await unlessAbsent(stat(this.#pathOf(key))))?.size
  }

  override async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) await unlessAbsent(rm(this.#pathOf(key)))
  }

  /** The place is made with the first blob; until then, it is the one above that has to take it. */
  override async probe(): Promise<void> {
    const mayWrite = (path: string) => unlessAbsent(access(path, constants.W_OK).then(() => true))
    if (await mayWrite(this.config.location)) return
    if (!(await mayWrite(dirname(this.config.location)))) throw new BlobStoreUnavailable()
  }

  override async *list(): AsyncGenerator<StoredObject> {
    const folders = (await unlessAbsent(readdir(this.config.location))) ?? []
    for (const folder of folders.filter((name) => FOLDER.test(name))) {
      const keys = ((await unlessAbsent(readdir(join(this.config.location, folder)))) ?? [])
        .map((name) => `${folder}/${name}`)
        .filter((key) => KEY.test(key))
      for (let i = 0; i < keys.length; i += STATS_AT_ONCE) {
        yield* await this.#look(keys.slice(i, i + STATS_AT_ONCE))
      }
    }
  }

  async #look(keys: readonly string[]): Promise<StoredObject[]> {
    const found = await Promise.all(keys.map((key) => unlessAbsent(stat(this.#pathOf(key)))))
    return keys.flatMap((key, i) => (found[i]?.isFile() ? [toObject(key, found[i])] : []))
  }

  /** Under its name a file is whole: what it holds is on disk before it gets the name. */
  async #keep(target: string, source: string): Promise<void> {
    if (this.config.fsync) await sync(source)
    const madeFolder = await mkdir(dirname(target), { recursive: true })
    try {
      await rename(source, target)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
      await this.#copy(source, target)
    }
    if (!this.config.fsync) return
    await sync(dirname(target))
    if (madeFolder !== undefined) await sync(this.config.location)
  }

  /** From another file system. */
  async #copy(source: string, target: string): Promise<void> {
    const part = `${target}.part`
    try {
      await copyFile(source, part)
      if (this.config.fsync) await sync(part)
      await rename(part, target)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
    await rm(source)
  }

  #pathOf(key: string): string {
    if (!KEY.test(key)) throw new Error(`${key} is no key of a blob`)
    return join(this.config.location, key)
  }
}

function toObject(key: string, { size, mtime }: Stats): StoredObject {
  return { key, size, storedAt: mtime }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** What is not there is undefined; whatever else goes wrong is the disk. */
async function unlessAbsent<T>(looked: Promise<T>): Promise<T | undefined> {
  try {
    return await looked
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new BlobStoreUnavailable({ cause: error })
  }
}
