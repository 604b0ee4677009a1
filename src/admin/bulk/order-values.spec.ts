import { BULK_VERBS, type BulkVerb, type OrderValues } from './bulk-job.js'
import { orderValues } from './order-values.js'

describe('what is said with a verb', () => {
  it.each<[BulkVerb, OrderValues, OrderValues]>([
    ['lock', {}, {}],
    ['offboard', {}, { days: 30 }],
    ['offboard', { days: 60 }, { days: 60 }],
    ['set-class', { class: null }, { class: null }],
    ['add-tags', { tags: ['press'] }, { tags: ['press'] }],
    ['set-quota', { quotaBytes: 0 }, { quotaBytes: 0 }],
  ])('%s: %j', (verb, given, expected) => {
    expect(orderValues(verb, given)).toEqual(expected)
  })

  it.each<[BulkVerb, OrderValues, string]>([
    ['lock', { days: 7 }, '/days'],
    ['set-class', {}, '/class'],
    ['remove-tags', { class: 'team' }, '/class'],
    ['set-quota', {}, '/quotaBytes'],
    ['cancel-offboard', { days: 30 }, '/days'],
  ])('%s does not take %j', (verb, given, at) => {
    expect(() => orderValues(verb, given)).toThrow(
      expect.objectContaining({ errors: expect.arrayContaining([expect.objectContaining({ at })]) }),
    )
  })

  it('goes with some verb each', () => {
    const values = { days: 30, class: null, tags: ['a'], quotaBytes: 1 } as const
    const taken = BULK_VERBS.filter((verb) =>
      Object.entries(values).some(([name, value]) => {
        try {
          return name in orderValues(verb, { [name]: value })
        } catch {
          return false
        }
      }),
    )
    expect(taken).toEqual(['offboard', 'set-class', 'add-tags', 'remove-tags', 'set-quota'])
  })
})
