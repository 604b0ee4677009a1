import type { ExportedRecord, RepoSnapshot } from './export.store.js'

/** Records are read this many bytes at a time. */
const READ_BYTES = 512 * 1024

/** Of the records at some paths, those that came after a revision; asked for one path after another, in order. */
export class FreshRecords {
  #read: ExportedRecord[] = []
  #next = 0
  #isAll: boolean

  /** @param paths in their order */
  constructor(
    private readonly repo: RepoSnapshot,
    private readonly rev: string,
    private readonly paths: readonly string[],
  ) {
    this.#isAll = paths.length === 0
  }

  /** The record at a path, if it is fresh and in memory. */
  peek(path: string): ExportedRecord | undefined {
    return this.#read[this.#next]?.path === path ? this.#read[this.#next++] : undefined
  }

  /** The record at a path, if it is fresh. */
  async find(path: string): Promise<ExportedRecord | undefined> {
    if (this.#next === this.#read.length && !this.#isAll) {
      const rest = this.paths.slice(this.paths.indexOf(path))
      this.#read = await this.repo.recordsSince(this.rev, rest, READ_BYTES)
      this.#next = 0
      this.#isAll = this.#read.reduce((sum, { bytes }) => sum + bytes.length, 0) < READ_BYTES
    }
    return this.peek(path)
  }
}
