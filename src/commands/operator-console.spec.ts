import { PassThrough } from 'node:stream'
import { OperatorConsole } from './operator-console.js'

/** A console, and what was written to it. */
function consoleOf({ isTTY = false, isJson = false, typed = '' } = {}) {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()].map((stream) =>
    Object.assign(stream, { isTTY }),
  ) as unknown as [PassThrough, PassThrough, PassThrough]
  input.end(typed)
  const textOf = (stream: PassThrough) => ((stream.read() as Buffer | null) ?? '').toString()
  return {
    console: new OperatorConsole({ input, output, errors }, isJson),
    said: () => ({ output: textOf(output), errors: textOf(errors) }),
  }
}

describe('the console of a command', () => {
  test('keeps what comes bit by bit from machines, and gives them the result', () => {
    const { console, said } = consoleOf({ isJson: true })
    console.say('first step\n')
    console.result({ at: new Date(0), none: undefined }, 'done\n')
    console.fail('no', 'NotThere')
    expect(said()).toEqual({
      output: '{\n  "at": "1970-01-01T00:00:00.000Z"\n}\n',
      errors: '{"error":"NotThere","message":"no"}\n',
    })
  })

  test.each([
    [true, /\[#+\.*\] 5\/10 things/],
    [false, /^$/],
  ])('shows a bar at a terminal only (%s)', (isTTY, shown) => {
    const { console, said } = consoleOf({ isTTY })
    const bar = console.progress('done', 10, 'things')
    bar.add(5)
    bar.end()
    expect(said()).toEqual({ output: '', errors: expect.stringMatching(shown) })
  })

  test.each([
    ['yes\n', true],
    ['y\n', true],
    ['no\n', false],
    ['\n', false],
  ])('asks at a terminal, and takes %j for an answer', async (typed, agreed) => {
    const { console } = consoleOf({ isTTY: true, typed })
    expect(await console.confirm('It burns.', false)).toBe(agreed)
  })

  test('does not ask whoever has agreed, nor where nobody is', async () => {
    expect(await consoleOf().console.confirm('It burns.', true)).toBe(true)
    const { console, said } = consoleOf()
    expect(await console.confirm('It burns.', false)).toBe(false)
    expect(said().errors).toContain('--yes')
  })
})
