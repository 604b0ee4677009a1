import { shownPayload } from './job-payload.js'

describe('what is shown of what a job was given', () => {
  it('is what it is about', () => {
    expect(shownPayload({ id: 17, parts: [{ did: 'did:plc:a' }], none: null })).toEqual({
      ...{ id: 17, parts: [{ did: 'did:plc:a' }], none: null },
    })
  })

  it('is no secret, at any depth, and nothing long', () => {
    const sealed = 'x'.repeat(201)
    const shown = shownPayload({ sealed, deep: { password: 'pass word', texts: [sealed, 'y'] } })
    expect(shown).toEqual({
      sealed: '[201 characters]',
      deep: { password: '[redacted]', texts: ['[201 characters]', 'y'] },
    })
  })

  it.each([undefined, null, 'text', 7])('of %p is nothing', (data) => {
    expect(shownPayload(data)).toEqual({})
  })
})
