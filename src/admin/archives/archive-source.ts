import type { Archive, ArchiveFile, ArchivePartName } from './archive.js'

/** Has some of the parts of archives. Every provider of this class is found by itself. */
export abstract class ArchiveSource {
  /** the parts that it has */
  abstract readonly parts: readonly ArchivePartName[]

  /**
   * The files of a part, each discarded before the next one is asked for.
   * @param missing is told, in words, what should be there and is not
   */
  abstract files(
    part: ArchivePartName,
    of: Archive,
    missing: (what: string) => void,
  ): AsyncIterable<ArchiveFile>
}
