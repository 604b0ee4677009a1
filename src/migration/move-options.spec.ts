import { parseArgs } from 'node:util'
import { MOVE_HELP, MOVE_OPTIONS, readMoveOptions } from './move-options.js'

const read = (...args: string[]) =>
  readMoveOptions(parseArgs({ args, options: MOVE_OPTIONS, allowPositionals: true }))

describe('the options of a move', () => {
  it('have defaults', () => {
    expect(read('@alice.example.com')).toMatchObject({
      identifier: 'alice.example.com',
      parallelMax: 4,
      'dry-run': false,
      'rotation-key': [],
    })
  })

  it.each([
    ['nobody', []],
    ['no number', ['alice.example.com', '--parallel', 'many']],
    ['too many at a time', ['alice.example.com', '--parallel', '17']],
    ['none at a time', ['alice.example.com', '--parallel', '0']],
    ['a server that is no URL', ['alice.example.com', '--from', 'old.example.com']],
    ['a server of another kind', ['alice.example.com', '--to', 'ftp://new.example.com']],
  ])('are not made out with %s', (_what, args) => {
    expect(read(...args)).toBeUndefined()
  })

  it('are all told to people', () => {
    for (const name of Object.keys(MOVE_OPTIONS)) expect(MOVE_HELP.join('\n')).toContain(`--${name} `)
  })
})
