import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

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

  async unmount(): Promise<void> {
    // Lazily: whoever still has a file open may close it later.
    spawnSync('umount', ['-l', this.path])
    await rm(this.path, { recursive: true, force: true })
  }
}
