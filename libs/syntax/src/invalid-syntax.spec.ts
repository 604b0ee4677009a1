import { describe, expect, it } from '@jest/globals'
import { InvalidSyntax } from '@guildhall/syntax'

describe('the error of a parser', () => {
  it('says which format was asked for, and what it got', () => {
    const error = new InvalidSyntax('did', 'alice')
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'InvalidSyntax', format: 'did', value: 'alice' })
    expect(error.message).toBe('Not a valid did: "alice"')
  })

  it('is short and of one line, whatever it got', () => {
    const { message, value } = new InvalidSyntax('did', `a\nb\u0000\ud800${'x'.repeat(10_000)}`)
    expect(value).toHaveLength(81)
    expect(message.length).toBeLessThan(130)
    for (const character of ['\n', '\u0000']) expect(message).not.toContain(character)
    expect(message.isWellFormed()).toBe(true)
  })
})
