import { cidKey, DataModelError, decodeStrict, findBlobRefs, isLexMap } from '@guildhall/data'
import {
  type CarBlock,
  decodeNode,
  exportTreeBatches,
  InvalidRepo,
  MissingNodes,
  type MstEntry,
  type TreeItem,
} from '@guildhall/repo'
import type { Queryable } from '../../database/index.js'
import { RECORD_BYTES_MAX } from '../record-validator.js'
import { subjectOf } from '../record-subject.js'
import { InvalidImport } from './import.errors.js'
import type { ArrivedRecord, ImportPlace, ImportStore } from './import.store.js'

/** Records looked at together: a few milliseconds of work between two queries. */
const RECORDS_AT_ONCE = 250

/**
 * Walks the tree of a file that has arrived, checks every node and every record, and puts them where they belong.
 * A tree that is not the one and only tree of its leaves is refused, as are blocks that are not there.
 */
export class ArrivingTree {
  /** Nodes that were put in their place. */
  nodes = 0

  constructor(
    private readonly store: ImportStore,
    private readonly tx: Queryable,
    private readonly place: ImportPlace,
  ) {}

  /** @param root the `data` of the commit @throws InvalidImport */
  async settle(root: Uint8Array): Promise<void> {
    const load = async (keys: Parameters<ImportStore['read']>[2]) =>
      (await this.store.read(this.tx, this.place.importId, keys)).map(({ cid, bytes }) =>
        decodeNode(bytes, cid),
      )
    try {
      for await (const items of exportTreeBatches(root, load, { isValidated: true }))
        await this.#settle(items)
    } catch (error) {
      if (error instanceof InvalidRepo) throw new InvalidImport(error.message, { cause: error })
      if (error instanceof MissingNodes) throw new InvalidImport('a node of the tree is not in the file')
      throw error
    }
  }

  async #settle(items: readonly TreeItem[]): Promise<void> {
    const nodes = items.flatMap((item) => ('node' in item ? [item.node.cid] : []))
    const leaves = items.flatMap((item) => ('leaf' in item ? [item.leaf] : []))
    if (nodes.length > 0) await this.store.addNodes(this.tx, this.place, nodes)
    this.nodes += nodes.length
    for (let from = 0; from < leaves.length; from += RECORDS_AT_ONCE) {
      await this.#settleRecords(leaves.slice(from, from + RECORDS_AT_ONCE))
    }
  }

  async #settleRecords(leaves: readonly MstEntry[]): Promise<void> {
    const keys = [...new Set(leaves.map(({ cid }) => cidKey(cid)))]
    const blocks = await this.store.read(this.tx, this.place.importId, keys)
    const byKey = new Map(blocks.map((block) => [cidKey(block.cid), block]))
    const records = leaves.map((leaf) => arrived(leaf, byKey.get(cidKey(leaf.cid))))
    await this.store.addRecords(this.tx, this.place, records)
  }
}

/** @throws InvalidImport unless the block is there and a record */
function arrived({ path, cid }: MstEntry, block: CarBlock | undefined): ArrivedRecord {
  if (!block) throw new InvalidImport(`Could not find the record at '${path}'`)
  if (block.bytes.length > RECORD_BYTES_MAX) throw new InvalidImport(`The record at '${path}' is too large`)
  const value = decoded(path, block.bytes)
  if (!isLexMap(value) || typeof value.$type !== 'string') {
    throw new InvalidImport(`Could not parse record at '${path}': not an object with a $type`)
  }
  const blobs = findBlobRefs(value).map(({ ref }) => ref.bytes)
  return { path, cid, blobs, subject: subjectOf(path.slice(0, path.indexOf('/')), value) }
}

function decoded(path: string, bytes: Uint8Array): ReturnType<typeof decodeStrict> {
  try {
    return decodeStrict(bytes)
  } catch (error) {
    if (!(error instanceof DataModelError)) throw error
    throw new InvalidImport(`Could not parse record at '${path}': ${error.message}`, { cause: error })
  }
}
