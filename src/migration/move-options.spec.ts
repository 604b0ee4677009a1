import { readMoveOptions } from './move-options.js'

describe('the options of a move', () => {
  it('have defaults', () => {
    expect(readMoveOptions(['@alice.example.com'])).toMatchObject({
      identifier: 'alice.example.com',
      parallelMax: 4,
      'dry-run': false,
      'rotation-key': [],
    })
  })

  it.each([
    ['nobody', []],
    ['two', ['alice.example.com', 'bob.example.com']],
    ['an unknown option', ['alice.example.com', '--fast']],
    ['an option without its value', ['alice.example.com', '--handle']],
    ['no number', ['alice.example.com', '--parallel', 'many']],
    ['too many at a time', ['alice.example.com', '--parallel', '17']],
    ['none at a time', ['alice.example.com', '--parallel', '0']],
    ['a server that is no URL', ['alice.example.com', '--from', 'old.example.com']],
    ['a server of another kind', ['alice.example.com', '--to', 'ftp://new.example.com']],
  ])('are not made out with %s', (_what, args) => {
    expect(readMoveOptions(args)).toBeUndefined()
  })
})
