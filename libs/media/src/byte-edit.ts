/** Bytes of a file to be replaced by others; `length` 0 puts something in, an empty replacement takes it out. */
export interface ByteEdit {
  /** where, in the file as it is */
  offset: number
  /** bytes that go */
  length: number
  /** bytes that come */
  replacement: Uint8Array
}

/** What remains of a file and what comes into it, in the order of the new file. */
export type EditedPiece = { from: number; length: number } | Uint8Array

/**
 * The new file as a sequence of pieces, none of them empty.
 * @param edits in the order of their offsets, none overlapping another
 */
export function editedPieces(size: number, edits: readonly ByteEdit[]): EditedPiece[] {
  const pieces: EditedPiece[] = []
  let at = 0
  for (const { offset, length, replacement } of edits) {
    if (offset > at) pieces.push({ from: at, length: offset - at })
    if (replacement.length > 0) pieces.push(replacement)
    at = offset + length
  }
  if (size > at) pieces.push({ from: at, length: size - at })
  return pieces
}

/** Whether edits are in order, within the file, and apart from each other. */
export function areApart(size: number, edits: readonly ByteEdit[]): boolean {
  let at = 0
  for (const { offset, length } of edits) {
    if (offset < at) return false
    at = offset + length
  }
  return at <= size
}
