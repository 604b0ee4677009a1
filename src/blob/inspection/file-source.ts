import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { ByteSource } from '@guildhall/media'

/** A file as a source; reads block the thread. */
export class FileSource implements ByteSource {
  readonly size: number
  readonly #file: number

  /** @throws Error of the file system */
  constructor(path: string) {
    this.#file = openSync(path, 'r')
    this.size = fstatSync(this.#file).size
  }

  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    return bytes.subarray(0, readSync(this.#file, bytes, 0, length, offset))
  }

  close(): void {
    closeSync(this.#file)
  }
}
