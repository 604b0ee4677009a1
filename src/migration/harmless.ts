/** Whoever chooses names and reasons writes what they like; a terminal would obey it. */
export function harmless(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** The same of a text that may have several lines. */
export function harmlessLines(text: string): string {
  return text.split('\n').map(harmless).join('\n')
}
