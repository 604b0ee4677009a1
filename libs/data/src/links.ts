import { CID } from 'multiformats/cid'
import { DataModelError } from './data-model-error.js'

/** Longest CID that a value may link to, in bytes: room for a 512-bit digest. */
const LINK_MAX_BYTES = 72
/** The same as text in base 32. */
const LINK_MAX_CHARACTERS = 117
/** Base 32 with its prefix, in the one case that links are written in. */
const BASE_32 = /^b[a-z2-7]+$/

/**
 * A link from its bytes: any CID of version 1, as values may link to what lies outside of repositories.
 * @throws DataModelError
 */
export function linkFromBytes(bytes: Uint8Array): CID {
  if (bytes.length > LINK_MAX_BYTES) throw new DataModelError(`a link of ${bytes.length} bytes`)
  try {
    const cid = CID.decode(bytes)
    if (cid.version === 1) return cid
  } catch {
    // Said below: what the library says is of no use to whoever sent the bytes.
  }
  throw new DataModelError('a link that is not a CID of version 1')
}

/**
 * A link from its text, in base 32.
 * @throws DataModelError
 */
export function linkFromText(text: string, path?: string): CID {
  if (text.length <= LINK_MAX_CHARACTERS && BASE_32.test(text)) {
    try {
      // From the bytes, as the parsed one remembers its text: bits that belong to no byte would make two of one link.
      const cid = CID.decode(CID.parse(text).bytes)
      if (cid.version === 1 && cid.toString() === text) return cid
    } catch {
      // Said below.
    }
  }
  throw new DataModelError('a link that is not a CID of version 1 in base 32', path)
}
