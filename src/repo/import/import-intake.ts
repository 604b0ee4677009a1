import { type CarBlock, CAR_BLOCK_MAX_BYTES, InvalidCar, readCarStream } from '@guildhall/repo'
import type { CidBytes } from '@guildhall/data'
import { Injectable } from '@nestjs/common'
import { ImportConfig } from './import.config.js'
import { ImportTooLarge, InvalidImport } from './import.errors.js'
import { ImportStore } from './import.store.js'

/** Blocks, and their bytes, that are kept by one statement. */
const BLOCKS_AT_ONCE = 1_000
const BYTES_AT_ONCE = 1024 * 1024

/** What arrived. */
export interface Arrived {
  /** CID of the commit */
  root: CidBytes
  /** blocks, each counted once */
  blocks: number
}

/** Reads CAR files as they come, verifies each block against its CID, and keeps them in the database. */
@Injectable()
export class ImportIntake {
  constructor(
    private readonly store: ImportStore,
    private readonly config: ImportConfig,
  ) {}

  /** @throws InvalidImport | ImportTooLarge, and what the source throws */
  async take(importId: number, body: AsyncIterable<Uint8Array>): Promise<Arrived> {
    const limits = { carMaxBytes: this.config.bytesMax, blockMaxBytes: CAR_BLOCK_MAX_BYTES }
    try {
      const { roots, blocks } = await readCarStream(body, limits)
      if (roots.length !== 1) throw new InvalidImport('expected one root')
      return { root: roots[0]!, blocks: await this.#keepAll(importId, blocks) }
    } catch (error) {
      if (!(error instanceof InvalidCar)) throw error
      throw error.isTooLarge
        ? new ImportTooLarge(error.message)
        : new InvalidImport(error.message, { cause: error })
    }
  }

  async #keepAll(importId: number, blocks: AsyncIterable<CarBlock>): Promise<number> {
    let count = 0
    let pending: CarBlock[] = []
    let bytes = 0
    const flush = async (): Promise<void> => {
      if ((await this.store.keep(importId, pending)) !== pending.length) {
        throw new InvalidImport('a block is in the file twice')
      }
      count += pending.length
      pending = []
      bytes = 0
    }
    for await (const block of blocks) {
      pending.push(block)
      bytes += block.bytes.length
      if (pending.length >= BLOCKS_AT_ONCE || bytes >= BYTES_AT_ONCE) await flush()
    }
    if (pending.length > 0) await flush()
    return count
  }
}
