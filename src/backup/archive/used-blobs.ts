import { peek } from '../format/packing.js'
import type { BackupPlace } from '../store/backup-places.js'
import { ArchiveReader } from './archive-reader.js'
import { manifestOf } from './object-names.js'

/** The digits of a name by which a blob is remembered; those that have them in common are kept together. */
const NUMBER = /\/([0-9a-f]{16})[0-9a-f]{48}$/
const ROOM_MIN = 1024

/** Which blobs of a place belong to backups: eight bytes in memory for each. */
export class UsedBlobs {
  /** in ascending order, each once */
  #numbers: BigUint64Array = new BigUint64Array(0)

  /**
   * Adds those of a backup. One that was made with another key has blobs of its own.
   * @throws BackupDamaged and the like: nothing is known of its blobs then
   */
  async add(place: BackupPlace, id: string, keyId: string): Promise<void> {
    const manifest = await place.store.open(manifestOf(id))
    if (!manifest || (await peek(manifest, id)).keyId !== keyId) return
    const reader = await ArchiveReader.open(place, id)
    let numbers = new BigUint64Array(this.#numbers.length + ROOM_MIN)
    numbers.set(this.#numbers)
    let count = this.#numbers.length
    for await (const [blob] of reader.blobs()) {
      if (count === numbers.length) {
        const larger = new BigUint64Array(count * 2)
        larger.set(numbers)
        numbers = larger
      }
      numbers[count++] = numberOf(reader.blobObject(blob.cid))!
    }
    const sorted = numbers.subarray(0, count).sort()
    this.#numbers = sorted.filter((number, i) => i === 0 || number !== sorted[i - 1])
  }

  /** Whether an object is the blob of a backup; so is whatever is no blob. */
  has(object: string): boolean {
    const number = numberOf(object)
    if (number === undefined) return true
    let low = 0
    let high = this.#numbers.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#numbers[middle]! < number) low = middle + 1
      else high = middle
    }
    return this.#numbers[low] === number
  }
}

function numberOf(object: string): bigint | undefined {
  const digits = NUMBER.exec(object)?.[1]
  return digits === undefined ? undefined : BigInt(`0x${digits}`)
}
