import { spawnSync } from 'node:child_process'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PIECE_BYTES = 1024 * 1024

/** A disk of its own size, in memory. Only root may mount one. */
export class SmallDisk {
  private constructor(readonly path: string) {}

  /** @returns undefined where no disk may be mounted */
  static async mount(sizeBytes: number): Promise<SmallDisk | undefined> {
    const path = await mkdtemp(join(tmpdir(), 'guildhall-disk-'))
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', path])
    if (status === 0) return new SmallDisk(path)
    await rm(path, { recursive: true })
    return undefined
  }

  /** Takes all the room that is left, until {@link relieve}. What others remove meanwhile is room again. */
  async fill(): Promise<void> {
    const file = await open(this.#filler, 'a')
    try {
      for (let size = PIECE_BYTES; size >= 1;) {
        const isWritten = await file.write(Buffer.alloc(size)).then(
          ({ bytesWritten }) => bytesWritten === size,
          () => false,
        )
        if (!isWritten) size = Math.floor(size / 2)
      }
    } finally {
      await file.close()
    }
  }

  /** Gives back what {@link fill} took. */
  async relieve(): Promise<void> {
    await rm(this.#filler, { force: true })
  }

  get #filler(): string {
    return join(this.path, 'filler')
  }

  async unmount(): Promise<void> {
    // Lazily: whoever still has a file open may close it later.
    spawnSync('umount', ['-l', this.path])
    await rm(this.path, { recursive: true, force: true })
  }
}
