import type { CidBytes } from '@guildhall/data'
import { type CarBlock, type Commit, InvalidCar, InvalidRepo, readCarStream } from '@guildhall/repo'
import { cidKey } from '@guildhall/data'
import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { ArrivedCommits } from './arrived-commits.js'
import { ArrivingTree, type ReadLoose } from './arriving-tree.js'
import { ImportConfig } from './import.config.js'
import { ImportTooLarge, InvalidImport } from './import.errors.js'
import { type Arrived, ImportStore } from './import.store.js'
import { STAGED } from './staged-row.js'
import { StagingWriter } from './staging-writer.js'

/** The largest block that a repository may have: a tree node. */
const BLOCK_BYTES_MAX = 1024 * 1024

/** Reads CAR files as they come: verifies each block against its CID, the commit, the tree and every record. */
@Injectable()
export class ImportIntake {
  constructor(
    private readonly store: ImportStore,
    private readonly commits: ArrivedCommits,
    private readonly config: ImportConfig,
  ) {}

  /** @throws InvalidImport | ImportTooLarge, and what the source throws */
  async take(importId: number, account: Account, body: AsyncIterable<Uint8Array>): Promise<Arrived> {
    const limits = { carMaxBytes: this.config.bytesMax, blockMaxBytes: BLOCK_BYTES_MAX }
    const writer = new StagingWriter(this.store, importId)
    try {
      const { roots, blocks } = await readCarStream(body, limits)
      const root = await onlyRoot(roots, blocks)
      const { commit, tree } = await this.#takeBlocks(account, root, blocks, writer, (keys, bytesMax) =>
        this.store.loose(importId, keys, bytesMax),
      )
      const { recordBytesLeft } = tree
      const { nodes, records, loose, repeated } = writer
      const { data, rev } = commit
      return { data, rev, root, nodes, records, loose, repeated, recordBytesLeft }
    } catch (error) {
      throw asRefusal(error)
    } finally {
      // A portion may still be on its way: what is dropped afterwards must be all there is.
      await writer.settled().catch(() => undefined)
    }
  }

  async #takeBlocks(
    account: Account,
    root: CidBytes,
    blocks: AsyncIterable<CarBlock>,
    writer: StagingWriter,
    readLoose: ReadLoose,
  ): Promise<{ commit: Commit; tree: ArrivingTree }> {
    let commit: Commit | undefined
    let tree: ArrivingTree | undefined
    const begin = (found: Commit) => new ArrivingTree(found.data, writer, this.config.bytesMax)
    for await (const block of blocks) {
      if (tree) await tree.take(block)
      else if (writer.loose === 0 && Buffer.compare(block.cid, root) === 0) {
        commit = await this.commits.check(block.bytes, account)
        tree = begin(commit)
      } else {
        writer.add({ kind: STAGED.loose, cid: block.cid, content: block.bytes })
        if (writer.isFull) await writer.write()
      }
    }
    if (!commit || !tree) {
      await writer.write()
      await writer.settled()
      const [block] = await readLoose([cidKey(root)], BLOCK_BYTES_MAX)
      if (!block) throw new InvalidImport('the commit is not in the file')
      commit = await this.commits.check(block.bytes, account)
      tree = begin(commit)
    }
    await tree.finish(readLoose)
    return { commit, tree }
  }
}

/** @throws InvalidImport */
async function onlyRoot(roots: readonly CidBytes[], blocks: AsyncGenerator<CarBlock>): Promise<CidBytes> {
  const [root] = roots
  if (root && roots.length === 1) return root
  // A generator closes its source only if it has begun.
  await blocks.next()
  await blocks.return(undefined)
  throw new InvalidImport('expected one root')
}

function asRefusal(error: unknown): unknown {
  if (error instanceof InvalidRepo) return new InvalidImport(error.message, { cause: error })
  if (!(error instanceof InvalidCar)) return error
  return error.isTooLarge
    ? new ImportTooLarge(error.message)
    : new InvalidImport(error.message, { cause: error })
}
