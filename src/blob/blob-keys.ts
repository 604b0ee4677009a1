import { Injectable } from '@nestjs/common'
import { Random } from '../telemetry/index.js'

/** 160 bits: two uploads never get the same. */
const KEY_BYTES = 20

/** Characters of a key that name its folder: with two, a million blobs lie in 256 folders. */
const FOLDER_LENGTH = 2

/** Names for objects in the store of blobs. */
@Injectable()
export class BlobKeys {
  constructor(private readonly random: Random) {}

  /** A key that was never used: `3f/3f9c…`, 43 characters of `[0-9a-f/]`. */
  next(): string {
    const name = Buffer.from(this.random.bytes(KEY_BYTES)).toString('hex')
    return `${name.slice(0, FOLDER_LENGTH)}/${name}`
  }
}
