import { setImmediate as pause } from 'node:timers/promises'
import { requestId, requestOrigin, speakingOf, withRequestId } from './request-context.js'

const ORIGIN = { ip: '192.0.2.1', userAgent: 'a browser' }

describe('the context of a request', () => {
  it('is known on the way, and to nobody else', async () => {
    const seen = (id: string) =>
      withRequestId(
        id,
        async () => {
          await pause()
          return [requestId(), requestOrigin()]
        },
        { ...ORIGIN, userAgent: id },
      )
    const both = Promise.all([seen('one'), seen('two')])
    expect(requestId()).toBeUndefined()
    expect(await both).toEqual([
      ['one', { ...ORIGIN, userAgent: 'one' }],
      ['two', { ...ORIGIN, userAgent: 'two' }],
    ])
    expect(requestId()).toBeUndefined()
  })

  it('is left to those that go on when others are over', async () => {
    const long = withRequestId('long', async () => {
      await pause()
      await withRequestId('short', () => pause())
      await pause()
      return requestId()
    })
    await expect(withRequestId('failing', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(() => withRequestId('at once', () => JSON.parse('{'))).toThrow('JSON')
    expect(await long).toBe('long')
  })

  it('may be spoken of without being one', () => {
    expect(speakingOf('a', () => [requestId(), speakingOf('b', requestId), requestId()])).toEqual([
      'a',
      'b',
      'a',
    ])
    expect(() => speakingOf('a', () => JSON.parse('{'))).toThrow('JSON')
    expect(requestId()).toBeUndefined()
  })
})
