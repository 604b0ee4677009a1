import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { Readable } from 'node:stream'
import { Refusal } from '../../refusal.js'
import type { Random } from '../../telemetry/index.js'
import { BackupPlaceUnavailable } from '../backup.errors.js'
import { BackupStore, type PlacedObject } from './backup.store.js'
import { syncPath, withSpooled } from './spooled-object.js'

const NAME = /^[a-z0-9_-][a-z0-9._-]*(\/[a-z0-9_-][a-z0-9._-]*)*$/i
/** Where objects are written; no name begins so. */
const INCOMING = '.incoming'
const READ_BYTES = 256 * 1024
const TMP_NAME_BYTES = 12
const DIRECTORY_MODE = 0o700

/** Backups in a directory: of this machine, or of another one whose disk is mounted. */
export class DiskBackupStore extends BackupStore {
  constructor(
    private readonly directory: string,
    private readonly random: Random,
  ) {
    super()
  }

  override get description(): string {
    return this.directory
  }

  override tidy(): Promise<void> {
    return this.#try(rm(join(this.directory, INCOMING), { recursive: true, force: true }))
  }

  override put(name: string, source: AsyncIterable<Uint8Array>): Promise<number> {
    const target = this.#pathOf(name)
    const tmpName = Buffer.from(this.random.bytes(TMP_NAME_BYTES)).toString('hex')
    const path = join(this.directory, INCOMING, tmpName)
    const placed = withSpooled(path, source, async (bytes) => {
      const made = await mkdir(dirname(target), { recursive: true, mode: DIRECTORY_MODE })
      await rename(path, target)
      await syncPath(dirname(target))
      if (made !== undefined) await syncPath(dirname(made))
      return bytes
    })
    return this.#try(placed)
  }

  override async open(name: string): Promise<Readable | undefined> {
    const path = this.#pathOf(name)
    const file = await this.#try(unlessAbsent(open(path, 'r')))
    return file && createReadStream(path, { fd: file, highWaterMark: READ_BYTES })
  }

  override async size(name: string): Promise<number | undefined> {
    return (await this.#try(unlessAbsent(stat(this.#pathOf(name)))))?.size
  }

  override async *list(prefix: string): AsyncGenerator<PlacedObject> {
    const folder = join(this.directory, dirname(`${prefix}x`))
    const entries = await this.#try(unlessAbsent(readdir(folder, { recursive: true, withFileTypes: true })))
    for (const entry of entries ?? []) {
      const name = relative(this.directory, join(entry.parentPath, entry.name))
      if (!entry.isFile() || !name.startsWith(prefix) || !NAME.test(name)) continue
      const size = await this.size(name)
      if (size !== undefined) yield { name, size }
    }
  }

  override async remove(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const path = this.#pathOf(name)
      await this.#try(rm(path, { force: true }))
      // A folder goes with the last thing in it.
      await rmdir(dirname(path)).catch(() => undefined)
    }
  }

  #pathOf(name: string): string {
    if (!NAME.test(name)) throw new Error(`${name} is no name in a backup`)
    return join(this.directory, name)
  }

  /** What the source of an object refuses is said as it is; whatever else goes wrong is the disk. */
  async #try<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      if (error instanceof Refusal || (error as NodeJS.ErrnoException).syscall === undefined) throw error
      throw new BackupPlaceUnavailable(this.directory, { cause: error })
    }
  }
}

async function unlessAbsent<T>(looked: Promise<T>): Promise<T | undefined> {
  try {
    return await looked
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
