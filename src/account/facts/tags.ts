/** How many tags an account has at most. */
export const TAGS_MAX = 20

/** How many letters a tag has at most. */
export const TAG_LENGTH_MAX = 40

/** What a tag looks like: letters and digits of any script, with some signs between them. */
export const TAG_PATTERN = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}_.:-]*$/u

/** Tags as they are kept and looked for: in small letters, each once, in order. */
export function tagsIn(words: readonly string[]): string[] {
  return [...new Set(words.map((word) => word.normalize('NFC').toLowerCase()))].sort()
}
