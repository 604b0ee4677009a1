import { type CidBytes, cidKey } from '@guildhall/data'
import {
  CAR_BLOCK_MAX_BYTES,
  type CarBlock,
  InvalidCar,
  InvalidRepo,
  MissingNodes,
  readCarStream,
} from '@guildhall/repo'
import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { ArrivingTree } from './arriving-tree.js'
import { type AdmittedImport, ImportAdmission } from './import-admission.js'
import { ImportCommits } from './import-commits.js'
import { ImportConfig } from './import.config.js'
import { ImportTooLarge, InvalidImport } from './import.errors.js'
import { type ImportPlace, ImportStore } from './import.store.js'
import { RepoSwitch } from './repo-switch.js'
import { Settlement } from './settlement.js'
import { UnplacedBlocks } from './unplaced-blocks.js'

/** A file that arrives. */
interface Arrival {
  readonly account: Account
  readonly admitted: AdmittedImport
  readonly unplaced: UnplacedBlocks
  /** What is known once the commit is there. */
  tree?: { arriving: ArrivingTree; settlement: Settlement; data: Uint8Array; place: ImportPlace }
}

/** Replaces a repository by one that comes as a CAR file, such as an export of another server. */
@Injectable()
export class RepoImport {
  constructor(
    private readonly admission: ImportAdmission,
    private readonly store: ImportStore,
    private readonly commits: ImportCommits,
    private readonly repos: RepoSwitch,
    private readonly config: ImportConfig,
  ) {}

  /**
   * Takes a file and, once all of it is there and found good, makes it the contents of the repository.
   * Memory does not grow with the file: its blocks go to the database as they come.
   * @throws {Refusal} and leaves the repository as it was
   */
  run(account: Account, body: AsyncIterable<Uint8Array>): Promise<void> {
    return this.admission.during(account.did, async (admitted) => {
      const unplaced = new UnplacedBlocks(this.store, admitted.importId)
      const arrival: Arrival = { account, admitted, unplaced }
      try {
        await this.#receive(arrival, body)
      } catch (error) {
        await arrival.tree?.settlement.abandon()
        throw asRefusal(error)
      }
    })
  }

  async #receive(arrival: Arrival, body: AsyncIterable<Uint8Array>): Promise<void> {
    const { account, admitted } = arrival
    const limits = { carMaxBytes: this.config.bytesMax, blockMaxBytes: CAR_BLOCK_MAX_BYTES }
    const { roots, blocks } = await readCarStream(body, limits)
    const count = await this.#take(arrival, roots, blocks)
    if (!arrival.tree) throw new InvalidImport('the commit is not in the file')
    const { arriving, settlement, data, place } = arrival.tree
    await arriving.finish()
    // The commit, each node, each different record: a block that is none of them, or there twice, is one too many.
    if (count > 1 + settlement.nodeCount + (await this.store.countRecords(admitted.importId))) {
      throw new InvalidImport('the file has blocks that do not belong to the repository, or are there twice')
    }
    await this.repos.replace(account.did, data, place)
  }

  /** @returns how many blocks there were */
  async #take(arrival: Arrival, roots: CidBytes[], blocks: AsyncIterable<CarBlock>): Promise<number> {
    const { unplaced } = arrival
    const root = roots[0] && cidKey(roots[0])
    let count = 0
    for await (const block of blocks) {
      // Said in the loop, so that leaving it closes the source.
      if (roots.length !== 1) throw new InvalidImport('expected one root')
      count++
      if (!arrival.tree && cidKey(block.cid) === root) await this.#begin(arrival, block)
      else if (!arrival.tree?.arriving.offer(block)) unplaced.hold(block)
      if (unplaced.isFull) await unplaced.relieve()
      if (arrival.tree?.arriving.isFull) await arrival.tree.arriving.relieve()
    }
    return count
  }

  async #begin(arrival: Arrival, { bytes }: CarBlock): Promise<void> {
    const { account, admitted, unplaced } = arrival
    const { data, rev } = await this.commits.check(bytes, account)
    const { importId } = admitted
    const place = { importId, rev: this.commits.revAfter(admitted.rev, rev) }
    const settlement = new Settlement(this.store, place)
    const arriving = new ArrivingTree(this.store, importId, data, unplaced, settlement)
    arrival.tree = { arriving, settlement, data, place }
    if (!unplaced.isStaged) arriving.catchUp()
  }
}

/** What is wrong with a file is told to whoever sent it. */
function asRefusal(error: unknown): unknown {
  if (error instanceof InvalidCar && error.isTooLarge) return new ImportTooLarge(error.message)
  if (error instanceof MissingNodes) {
    return new InvalidImport('a node of the tree is not in the file', { cause: error })
  }
  if (error instanceof InvalidCar || error instanceof InvalidRepo) {
    return new InvalidImport(error.message, { cause: error })
  }
  return error
}
