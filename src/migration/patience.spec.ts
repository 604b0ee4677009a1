import { OutboundError } from '../outbound/index.js'
import { MoveProblem } from './move-problem.js'
import { patiently } from './patience.js'
import { PdsFailure } from './pds-failure.js'

/** Fails with each of these, then works. */
const after = (...failures: Error[]) => {
  let tries = 0
  const attempt = async () => {
    const failure = failures[tries++]
    if (failure) throw failure
    return 'done'
  }
  return { attempt, tries: () => tries }
}

describe('patience', () => {
  it.each([
    ['a broken connection', new OutboundError('network', 'reset')],
    ['a server that is busy', new PdsFailure('pds', 503, '', '')],
  ])('has it with %s', async (_what, failure) => {
    const { attempt, tries } = after(failure)
    expect(await patiently(attempt)).toBe('done')
    expect(tries()).toBe(2)
  })

  it.each([
    ['a refusal', new PdsFailure('pds', 400, 'InvalidRequest', 'no')],
    ['an unknown method', new PdsFailure('pds', 501, 'MethodNotImplemented', 'no')],
    ['an address it must not go to', new OutboundError('forbidden', 'no')],
    ['a fault of its own', new TypeError('no')],
  ])('has none with %s', async (_what, failure) => {
    const { attempt, tries } = after(failure)
    await expect(patiently(attempt)).rejects.toBe(failure)
    expect(tries()).toBe(1)
  })

  it('does not wait for a day', async () => {
    const { attempt, tries } = after(new PdsFailure('pds', 429, 'RateLimitExceeded', 'too many', 86_400_000))
    await expect(patiently(attempt)).rejects.toThrow(MoveProblem)
    expect(tries()).toBe(1)
  })
})
