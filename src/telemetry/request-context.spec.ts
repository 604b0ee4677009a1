import { setImmediate as pause } from 'node:timers/promises'
import { requestId, requestOrigin, withRequestId } from './request-context.js'

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

  it('goes on with what is left to do when the request was answered', async () => {
    let late: Promise<unknown> | undefined
    withRequestId('answered', () => (late = pause().then(() => [requestId(), requestOrigin()])), ORIGIN)
    await withRequestId('the next one', () => pause())
    expect(await late).toEqual(['answered', ORIGIN])
  })
})
