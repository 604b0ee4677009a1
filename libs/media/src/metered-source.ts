import { type ByteSource, sourceOf } from './byte-source.js'
import { LimitReached } from './limit-reached.js'
import { MEDIA_LIMITS, type MediaLimits } from './limits.js'

const NOTHING = new Uint8Array(0)

/** A source that counts what is done with it, and ends what does too much. */
export class MeteredSource implements ByteSource {
  constructor(
    private readonly source: ByteSource,
    private readonly limits: MediaLimits = MEDIA_LIMITS,
    private readonly spent = { steps: 0, metadataBytes: 0, scannedBytes: 0 },
  ) {}

  get size(): number {
    return this.source.size
  }

  /** Bytes in memory that came out of this source; what is done with them counts as well. */
  within(bytes: Uint8Array): MeteredSource {
    return new MeteredSource(sourceOf(bytes), this.limits, this.spent)
  }

  /**
   * Metadata. A length that leads beyond the end is cut before it is counted.
   * @throws LimitReached
   */
  read(offset: number, length: number): Uint8Array {
    const rest = Math.max(0, Math.min(length, this.size - offset))
    if (rest === 0) return NOTHING
    this.step()
    this.spend(rest)
    return this.source.read(offset, rest)
  }

  /** Counts entries of what was read. @throws LimitReached */
  step(count = 1): void {
    this.spent.steps += count
    if (this.spent.steps > this.limits.stepsMax) throw new LimitReached()
  }

  /** Counts bytes of metadata that come from elsewhere, as from a decompressor. @throws LimitReached */
  spend(bytes: number): void {
    this.spent.metadataBytes += bytes
    if (this.spent.metadataBytes > this.limits.metadataMaxBytes) throw new LimitReached()
  }

  /** Bytes of metadata that may still be read. */
  get metadataLeftBytes(): number {
    return this.limits.metadataMaxBytes - this.spent.metadataBytes
  }

  /** Picture data that is passed over; nothing once there was too much of it. @throws LimitReached */
  scan(offset: number, length: number): Uint8Array {
    const left = this.limits.scanMaxBytes - this.spent.scannedBytes
    const rest = Math.max(0, Math.min(length, this.size - offset, left))
    if (rest === 0) return NOTHING
    this.step()
    this.spent.scannedBytes += rest
    return this.source.read(offset, rest)
  }
}
