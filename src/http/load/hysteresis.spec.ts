import { Hysteresis } from './hysteresis.js'

const judge = (values: number[], more: { inRow?: number } = {}) => {
  const hysteresis = new Hysteresis({ enter: 10, leave: 5, inRow: 1, ...more })
  return values.map((value) => hysteresis.take(value))
}

describe('hysteresis', () => {
  it('is high from the one threshold on, and until the other one', () => {
    expect(judge([9, 10, 9, 6, 5, 6, 9, 10])).toEqual([false, true, true, true, false, false, false, true])
  })

  it('changes its mind only after as many values in a row as it takes', () => {
    expect(judge([10, 10, 9, 10, 10, 10], { inRow: 3 })).toEqual([false, false, false, false, false, true])
    expect(judge([10, 10, 5, 6, 5, 5], { inRow: 2 })).toEqual([false, true, true, true, true, false])
  })

  it('does not flap between its thresholds', () => {
    const between = Array.from({ length: 50 }, (_, i) => 6 + (i % 4))
    expect(new Set(judge(between))).toEqual(new Set([false]))
    expect(new Set(judge([10, ...between]).slice(1))).toEqual(new Set([true]))
  })
})
