/**
 * Compares two texts as their UTF-8 bytes compare, which is the order of their code points. JavaScript's own order
 * differs where a surrogate pair meets a character from U+E000 on.
 */
function compareUtf8(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i++) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(i)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

/** Surrogates stand for what comes after all others. */
function rank(code: number): number {
  if (code < 0xd800) return code
  return code < 0xe000 ? code + 0x2000 : code - 0x800
}

/** Bytes of a well-formed text as UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    // Each half of a pair counts for two of its four bytes.
    if (code >= 0x800 && (code < 0xd800 || code > 0xdfff)) length += 2
    else if (code >= 0x80) length += 1
  }
  return length
}

/** The order of names in DAG-CBOR: shorter ones first, then by byte. */
export function compareNames(a: string, b: string): number {
  return utf8Length(a) - utf8Length(b) || compareUtf8(a, b)
}
