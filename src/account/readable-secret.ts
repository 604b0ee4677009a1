const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * Random characters of the base32 alphabet (a-z, 2-7), 5 bits each, in groups joined by `-`.
 * @param groups lengths of the groups
 * @param bytes at least as many random bytes as characters
 */
export function base32Groups(groups: readonly number[], bytes: Uint8Array): string {
  let at = 0
  const group = (length: number) => {
    let text = ''
    for (let i = 0; i < length; i++) text += ALPHABET[bytes[at++]! & 31]
    return text
  }
  return groups.map(group).join('-')
}
