const SHOWN_CHARACTERS_MAX = 80

/** Thrown by every `parse…` function: the text is not of the format. */
export class InvalidSyntax extends Error {
  override readonly name = 'InvalidSyntax'
  /** The Lexicon name of the format that was asked for, such as `at-uri`. */
  readonly format: string
  /** The refused text, cut so that it is safe to log. */
  readonly value: string

  constructor(format: string, value: string) {
    const shown = shorten(value)
    super(`Not a valid ${format}: ${JSON.stringify(shown)}`)
    this.format = format
    this.value = shown
  }
}

function shorten(value: string): string {
  const text = String(value)
  return text.length > SHOWN_CHARACTERS_MAX ? `${text.slice(0, SHOWN_CHARACTERS_MAX)}…` : text
}
