import { type CidBytes, cidKey } from '@guildhall/data'
import { type CarBlock, type Commit, InvalidCar, InvalidRepo, readCarStream } from '@guildhall/repo'
import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { RevClock } from '../rev-clock.js'
import { ArrivedCommits } from './arrived-commits.js'
import { ArrivingTree } from './arriving-tree.js'
import { ImportConfig } from './import.config.js'
import { BlockMissing, ImportLost, ImportTooLarge, InvalidImport } from './import.errors.js'
import { type BegunImport, ImportStore } from './import.store.js'
import { LooseBlocks } from './loose-blocks.js'
import { StagingWriter } from './staging-writer.js'

/** The largest block that a repository may have: a tree node. */
const BLOCK_BYTES_MAX = 1024 * 1024

/** A file all of which was taken and found good. */
export interface TakenFile {
  /** the tree's root, of the commit */
  data: CidBytes
  /** the revision that its nodes and records carry */
  rev: string
  collections: ReadonlySet<string>
  nodes: number
  records: number
}

/** Told how far a file has come. */
export type TellProgress = (progress: { nodes: number; records: number; loose: number }) => Promise<void>

/** What works on one file. */
interface Desk {
  begun: BegunImport
  account: Account
  writer: StagingWriter
  loose: LooseBlocks
  tell: TellProgress
}

/** Reads CAR files as they come: verifies each block against its CID, the commit, the tree and every record. */
@Injectable()
export class ImportIntake {
  constructor(
    private readonly store: ImportStore,
    private readonly commits: ArrivedCommits,
    private readonly revs: RevClock,
    private readonly config: ImportConfig,
  ) {}

  /**
   * Puts a file into the tables, under the id of the import.
   * @param tell called again and again while the file is read
   * @throws InvalidImport | ImportTooLarge | ImportLost, and what the source throws
   */
  async take(
    begun: BegunImport,
    account: Account,
    body: AsyncIterable<Uint8Array>,
    tell: TellProgress,
  ): Promise<TakenFile> {
    const writer = new StagingWriter(this.store, begun)
    const loose = new LooseBlocks(this.config.memoryBytes, writer, (keys, bytesMax) =>
      this.store.loose(begun.importId, keys, bytesMax),
    )
    try {
      return await this.#read({ begun, account, writer, loose, tell }, body)
    } catch (error) {
      // What is missing may have been there.
      if (error instanceof BlockMissing) await this.#assertKept(begun, writer)
      throw asRefusal(error)
    } finally {
      // A portion may still be on its way: what is dropped afterwards must be all there is.
      await writer.settled().catch(() => undefined)
    }
  }

  async #read(desk: Desk, body: AsyncIterable<Uint8Array>): Promise<TakenFile> {
    const limits = { carMaxBytes: this.config.bytesMax, blockMaxBytes: BLOCK_BYTES_MAX }
    const { roots, batches } = await readCarStream(body, limits)
    const root = await onlyRoot(roots, batches)
    const tree = (await this.#takeBlocks(desk, root, batches)) ?? (await this.#findTree(desk, root))
    await tree.finish()
    const { begun, writer } = desk
    if (writer.blocks > 0) await this.#takeRest(begun, tree, writer, root)
    const { collections, nodes, records, repeated } = writer
    const { data, rev } = tree
    return { data, rev, collections, nodes, records: records + repeated }
  }

  /** Takes all blocks; undefined when the first one was not the commit. */
  async #takeBlocks(
    desk: Desk,
    root: CidBytes,
    batches: AsyncIterable<CarBlock[]>,
  ): Promise<ArrivingTree | undefined> {
    const { account, writer, loose } = desk
    let tree: ArrivingTree | undefined
    for await (const batch of batches) {
      for (const block of batch) {
        if (tree) tree.take(block)
        else if (loose.count === 0 && Buffer.compare(block.cid, root) === 0) {
          tree = this.#begin(desk, await this.commits.check(block.bytes, account))
        } else loose.add(block)
      }
      if (tree) await tree.pause()
      else if (writer.isFull) await writer.write()
      await desk.tell({ nodes: writer.nodes, records: writer.records, loose: loose.count })
    }
    return tree
  }

  async #findTree(desk: Desk, root: CidBytes): Promise<ArrivingTree> {
    await desk.loose.settle()
    const [block] = await desk.loose.read([cidKey(root)], BLOCK_BYTES_MAX)
    if (!block) throw new BlockMissing('the commit is not in the file')
    return this.#begin(desk, await this.commits.check(block.bytes, desk.account))
  }

  /** What is later than the commit of the file is later than what the repository has, so far. */
  #begin({ begun, writer, loose }: Desk, { data, rev }: Commit): ArrivingTree {
    const own = this.revs.next(begun.formerRev > rev ? begun.formerRev : rev)
    writer.begin(own)
    return new ArrivingTree({ data, rev: own }, writer, loose, this.config.bytesMax)
  }

  /** Records whose block came for another path, and blocks that came out of order. */
  async #takeRest(
    begun: BegunImport,
    tree: ArrivingTree,
    writer: StagingWriter,
    root: CidBytes,
  ): Promise<void> {
    if (writer.repeated > 0) {
      const { found, bytes } = await this.store.repeated(begun)
      if (found < writer.repeated) throw new BlockMissing('Could not find a record of the tree in the file')
      if (bytes > tree.recordBytesLeft) throw new ImportTooLarge('the records are too large together')
      await this.store.settleRepeated(begun, tree.rev)
    }
    if (writer.loose > 0 && (await this.store.hasSurplus(begun, root))) {
      throw new InvalidImport('the file has blocks that do not belong to the repository')
    }
    // Read last: what is lost now was not missing before.
    await this.#assertKept(begun, writer)
  }

  /** @throws ImportLost when the database has lost blocks that were kept until their place would be known */
  async #assertKept({ importId }: BegunImport, writer: StagingWriter): Promise<void> {
    await writer.settled()
    if ((await this.store.blocks(importId)) < writer.blocks) throw new ImportLost()
  }
}

/** @throws InvalidImport */
async function onlyRoot(roots: readonly CidBytes[], batches: AsyncGenerator<unknown>): Promise<CidBytes> {
  const [root] = roots
  if (root && roots.length === 1) return root
  // A generator closes its source only if it has begun.
  await batches.next()
  await batches.return(undefined)
  throw new InvalidImport('expected one root')
}

function asRefusal(error: unknown): unknown {
  if (error instanceof InvalidRepo) return new InvalidImport(error.message, { cause: error })
  if (!(error instanceof InvalidCar)) return error
  return error.isTooLarge
    ? new ImportTooLarge(error.message)
    : new InvalidImport(error.message, { cause: error })
}
