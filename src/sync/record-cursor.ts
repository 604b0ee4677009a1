import { CID_BYTES } from '@guildhall/data'
import type { PageLimits, RecordPage, RepoSnapshot } from './export.store.js'

/**
 * Two pages are in memory: one to send, one on its way. Larger ones would need fewer queries, but memory that has to be
 * fetched and copied together in pieces, here and in PostgreSQL.
 */
const PAGE: PageLimits = { records: 500, bytes: 128 * 1024 }

const NO_PAGE: RecordPage = { blocks: new Uint8Array(0), sizes: [], last: '' }

/** Walks the records of a repository in path order, which is the order of the tree's leaves. */
export class RecordCursor {
  /** Where the present record is: its CID and content follow each other there. */
  packed: Uint8Array = NO_PAGE.blocks
  start = 0
  end = 0
  #page = NO_PAGE
  #index = 0
  #next: Promise<RecordPage>

  constructor(private readonly repo: RepoSnapshot) {
    this.#next = this.#read('')
  }

  /** Goes to the next record, if it is in memory. */
  step(): boolean {
    const size = this.#page.sizes[this.#index]
    if (size === undefined) return false
    this.#index++
    this.start = this.end
    this.end = this.start + CID_BYTES + size
    return true
  }

  /**
   * Goes to the next record, of the next page.
   * @throws when there is none
   */
  async turn(): Promise<void> {
    const page = await this.#next
    if (page.last === undefined) throw new Error('the tree has leaves without records')
    this.#page = page
    this.packed = page.blocks
    this.#index = 0
    this.start = 0
    this.end = 0
    this.#next = this.#read(page.last)
    this.step()
  }

  /**
   * Checks that the present record is the one of a CID.
   * @throws when the table does not agree with the tree
   */
  expect(bytes: Uint8Array, at: number): void {
    const { packed, start } = this
    for (let i = CID_BYTES - 1; i >= 0; i--) {
      if (packed[start + i] !== bytes[at + i]) throw new Error('the records are not those of the tree')
    }
  }

  #read(after: string): Promise<RecordPage> {
    const page = this.repo.records(after, PAGE)
    // Whoever leaves early does not wait for the page that is on its way.
    page.catch(() => undefined)
    return page
  }
}
