import { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import type { CidBytes } from '@guildhall/data'
import type { CarBlock } from './car-encode.js'
import { InvalidCar } from './invalid-car.js'
import { CAR_BLOCK_MAX_BYTES, CAR_HEADER_MAX_BYTES, CAR_MAX_BLOCKS, CAR_MAX_BYTES } from './limits.js'
import { CID_LENGTH, LINK_LENGTH, isBlessedCid, isLink } from './link.js'

/** Limits on a CAR file that is read. Each has a default of this library. */
export interface CarLimits {
  /** Of the whole file. */
  carMaxBytes?: number
  /** Of one block, without its CID. */
  blockMaxBytes?: number
  carMaxBlocks?: number
}

/** Counts what was read of a file, against its limits. */
export class CarParts {
  private readonly carMaxBytes: number
  private readonly blockMaxBytes: number
  private readonly carMaxBlocks: number
  private bytes = 0
  private blocks = 0

  constructor(limits: CarLimits = {}) {
    this.carMaxBytes = limits.carMaxBytes ?? CAR_MAX_BYTES
    this.blockMaxBytes = limits.blockMaxBytes ?? CAR_BLOCK_MAX_BYTES
    this.carMaxBlocks = limits.carMaxBlocks ?? CAR_MAX_BLOCKS
  }

  /** @throws InvalidCar when the file has become too long */
  count(bytes: number): void {
    this.bytes += bytes
    if (this.bytes > this.carMaxBytes) {
      throw new InvalidCar(`a CAR file of more than ${this.carMaxBytes} bytes`, true)
    }
  }

  /** @throws InvalidCar when there cannot be a header of this length */
  checkHeaderLength(length: number): void {
    if (length > CAR_HEADER_MAX_BYTES) throw new InvalidCar(`a CAR header of ${length} bytes`, true)
  }

  /** @throws InvalidCar when there cannot be a block of this length, its CID counted */
  checkFrameLength(length: number): void {
    if (length < CID_LENGTH) throw new InvalidCar('a CAR block is shorter than its CID')
    if (length - CID_LENGTH > this.blockMaxBytes) {
      throw new InvalidCar(`a CAR block of ${length - CID_LENGTH} bytes`, true)
    }
    if (++this.blocks > this.carMaxBlocks) {
      throw new InvalidCar(`a CAR file of more than ${this.carMaxBlocks} blocks`, true)
    }
  }

  /**
   * A block from its CID and bytes, which it keeps.
   * @throws InvalidCar when the CID is not of the blessed form, or not that of the bytes
   */
  readFrame(frame: Uint8Array): CarBlock {
    if (!isBlessedCid(frame, 0)) throw new InvalidCar('a CAR block with a CID not of the blessed form')
    const cid = new Uint8Array(frame.buffer, frame.byteOffset, CID_LENGTH)
    const bytes = new Uint8Array(frame.buffer, frame.byteOffset + CID_LENGTH, frame.length - CID_LENGTH)
    // As a text of one character for each byte: a buffer costs as much again as the hash.
    const digest = hash('sha256', bytes, 'binary')
    for (let i = 0; i < digest.length; i++) {
      if (digest.charCodeAt(i) !== cid[i + 4]) throw new InvalidCar('a CAR block is not what its CID says')
    }
    return { cid, bytes }
  }

  /**
   * The roots from a header: DAG-CBOR of `{roots, version: 1}`.
   * @throws InvalidCar
   */
  readHeader(header: Uint8Array): CidBytes[] {
    const text = Buffer.from(header.buffer, header.byteOffset, header.length).toString('latin1')
    const count = (header[7] ?? 0) - 0x80
    const end = 8 + count * LINK_LENGTH
    const isShaped = text.startsWith('\xa2eroots') && text.slice(end) === 'gversion\x01'
    if (!isShaped || count < 0 || count > 23)
      throw new InvalidCar('not the header of a CAR file of version 1')
    const roots: CidBytes[] = []
    for (let at = 8; at < end; at += LINK_LENGTH) {
      if (!isLink(header, at)) throw new InvalidCar('a root of a CAR file is not of the blessed form')
      roots.push(new Uint8Array(header.subarray(at + LINK_LENGTH - CID_LENGTH, at + LINK_LENGTH)))
    }
    return roots
  }
}
