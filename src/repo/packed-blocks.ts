import { CID_BYTES } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'

/**
 * Columns with blocks (`cid`, `content`) packed into one value: a row for each of them costs several times what its
 * bytes cost, on both sides of the connection.
 */
export const PACKED_BLOCKS = `string_agg(cid || content, ''::bytea) AS blocks, array_agg(octet_length(content)) AS sizes`

/** Those columns, read as binary; null where there was no block. */
export interface PackedBlocks {
  blocks: Buffer | null
  sizes: number[] | null
}

/** Blocks as views of the packed ones. */
export function unpackBlocks(packed: PackedBlocks | undefined): CarBlock[] {
  const { blocks, sizes } = packed ?? {}
  if (!blocks || !sizes) return []
  let at = 0
  return sizes.map((size) => {
    const content = at + CID_BYTES
    const cid = blocks.subarray(at, content)
    at = content + size
    return { cid, bytes: blocks.subarray(content, at) }
  })
}
