import { CID } from 'multiformats/cid'
import { DataModelError } from './data-model-error.js'

/** Longest CID that a value may link to, in bytes: room for a 512-bit digest. */
const LINK_MAX_BYTES = 72
/** The same as text in base 32. */
const LINK_MAX_CHARACTERS = 117

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
  if (text.length <= LINK_MAX_CHARACTERS && text.startsWith('b')) {
    try {
      const cid = CID.parse(text)
      // Bits that belong to no byte would make two texts of one link.
      if (cid.version === 1 && cid.toString() === text) return cid
    } catch {
      // Said below.
    }
  }
  throw new DataModelError('a link that is not a CID of version 1 in base 32', path)
}
