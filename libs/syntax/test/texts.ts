import { expect } from '@jest/globals'
import fc from 'fast-check'
import { InvalidSyntax } from '@guildhall/syntax'

const utf16Units = fc.array(fc.nat(0xffff), { maxLength: 30 }).map((units) => String.fromCharCode(...units))

/** Characters that stand at the borders of some format. */
const edgeCharacter = fc.constantFrom(...'azAZ0129-._~:%/#?@+ TZ=\n\t\0é\u212a\ud800')

const edit = fc.record({
  at: fc.nat(),
  removed: fc.constantFrom(0, 0, 1, 2),
  added: fc.oneof(edgeCharacter, fc.constant('')),
})

/** Texts of all kinds, lone surrogates among them. */
export const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: edgeCharacter }),
  utf16Units,
)

/** Valid texts with up to three places changed, some of them still valid. */
export function textsNear(...valid: string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...valid), fc.array(edit, { maxLength: 3 })).map(([text, edits]) =>
    edits.reduce((changed, { at, removed, added }) => {
      const place = at % (changed.length + 1)
      return changed.slice(0, place) + added + changed.slice(place + removed)
    }, text),
  )
}

/** What every format promises: its parser gives back a text that its check takes, and refuses any other with InvalidSyntax. */
export function expectCheckAndParserAgree(
  format: string,
  is: (text: string) => boolean,
  parse: (text: string) => string,
  texts: fc.Arbitrary<string>,
): void {
  fc.assert(
    fc.property(fc.oneof(texts, anyText), (text) => {
      if (is(text)) expect(parse(text)).toBe(text)
      else expect(refusalOf(parse, text)).toMatchObject({ name: 'InvalidSyntax', format })
    }),
    { numRuns: 500 },
  )
}

function refusalOf(parse: (text: string) => string, text: string): InvalidSyntax {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof InvalidSyntax) return error
    throw error
  }
  throw new Error(`${JSON.stringify(text)} was parsed`)
}

/** Whether a function of the published packages takes a text without throwing. */
export function isTakenBy(ensureValid: (text: string) => void, text: string): boolean {
  try {
    ensureValid(text)
    return true
  } catch {
    return false
  }
}
