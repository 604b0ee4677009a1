import { DatabaseUnavailable, UnstorableText } from './database.errors.js'
import { asRefusal } from './driver-refusals.js'

const errorOf = (code: string) => Object.assign(new Error('what the driver said'), { code })

describe('asRefusal', () => {
  it.each(['22021', '22P05'])('blames %s on the text, without saying what the driver said', (code) => {
    const refusal = asRefusal(errorOf(code))
    expect(refusal).toBeInstanceOf(UnstorableText)
    expect(refusal).toMatchObject({ kind: 'invalid', cause: { code } })
    expect((refusal as Error).message).not.toContain('driver')
    expect(asRefusal(refusal)).toBe(refusal)
  })

  it('knows a database that is away', () => {
    expect(asRefusal(errorOf('ECONNREFUSED'))).toBeInstanceOf(DatabaseUnavailable)
  })

  it.each([errorOf('42601'), new Error('x'), 'text'])('leaves %s as it is', (error) => {
    expect(asRefusal(error)).toBe(error)
  })
})
