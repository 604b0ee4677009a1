import { declaredAge } from './declared-age.js'

const NOW = new Date('2026-11-28T12:00:00Z')
const overs = (birthDate: unknown) => {
  const age = declaredAge(birthDate, NOW)
  return age && [age.isOverAge13, age.isOverAge16, age.isOverAge18]
}

describe('what a birth date says about an age', () => {
  it.each([
    ['1990-01-01T00:00:00.000Z', [true, true, true]],
    ['2008-11-28', [true, true, true]],
    ['2008-11-29', [true, true, false]],
    ['2010-11-29T00:00:00Z', [true, false, false]],
    ['2013-11-29', [false, false, false]],
    ['2024-02-29', [false, false, false]],
  ])('%s', (birthDate, expected) => {
    expect(overs(birthDate)).toEqual(expected)
  })

  it.each([['yesterday'], [''], [undefined], [7], [null]])('nothing, where it is none: %j', (birthDate) => {
    expect(overs(birthDate)).toBeUndefined()
  })
})
