import { isStorable, storable } from './storable-text.js'

describe('what others have said', () => {
  test('is stored without what is no text for PostgreSQL', () => {
    expect(storable({ 'a\0': ['b\0c', '\ud800x', { d: '\udc00' }] })).toEqual({
      'a\ufffd': ['b\ufffdc', '\ufffdx', { d: '\ufffd' }],
    })
  })

  test('stays as it is otherwise, whatever it looks like', () => {
    const said = { text: '\\u0000 \\\\ud800 \u0001 😀', number: 1, nothing: null, '\\': '"' }
    expect(storable(said)).toEqual(said)
  })

  test('is told from what can be stored', () => {
    expect(['ada', '😀', 'a\0b', '\ud83d'].map(isStorable)).toEqual([true, true, false, false])
  })
})
