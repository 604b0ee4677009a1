import { GatheredStatements } from './gathered-statements.js'

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Requests that are answered when the test says so. */
function pending() {
  const sent: { keys: readonly number[]; answer: () => void; fail: (error: Error) => void }[] = []
  const statements = new GatheredStatements<number, string | undefined>(
    (keys) =>
      new Promise((resolve, reject) => {
        const answer = () => resolve(keys.map((key) => (key < 0 ? undefined : `value ${key}`)))
        sent.push({ keys, answer, fail: reject })
      }),
  )
  return { sent, statements }
}

describe('GatheredStatements', () => {
  test('a request that comes alone goes with the end of its turn', async () => {
    const { sent, statements } = pending()
    const value = statements.ask(1)
    await turn()
    expect(sent.map(({ keys }) => keys)).toEqual([[1]])
    sent[0]!.answer()
    await expect(value).resolves.toBe('value 1')
  })

  test('what comes in one turn, and while others are under way, goes together, and everybody gets their own', async () => {
    const { sent, statements } = pending()
    const values = []
    for (const turnOf of [[1], [2], [3], [-4, 5]]) {
      values.push(...turnOf.map((key) => statements.ask(key)))
      await turn()
    }
    expect(sent.map(({ keys }) => keys)).toEqual([[1], [2]])
    sent[0]!.answer()
    await turn()
    expect(sent[2]!.keys).toEqual([3, -4, 5])
    sent[2]!.answer()
    sent[1]!.answer()
    await expect(Promise.all(values)).resolves.toEqual([
      'value 1',
      'value 2',
      'value 3',
      undefined,
      'value 5',
    ])
  })

  test('a batch that fails takes nobody else with it', async () => {
    const { sent, statements } = pending()
    const [one, two] = [1, 2].map((key) => statements.ask(key))
    await turn()
    const three = statements.ask(3)
    await turn()
    sent[0]!.fail(new Error('away'))
    await expect(one).rejects.toThrow('away')
    await expect(two).rejects.toThrow('away')
    sent[1]!.answer()
    await expect(three).resolves.toBe('value 3')
  })

  test('a batch is bounded', async () => {
    const { sent, statements } = pending()
    const values = Array.from({ length: 150 }, (_, key) => statements.ask(key))
    while (sent.some(({ keys }) => keys.length > 64) || sent.flatMap(({ keys }) => keys).length < 150) {
      sent.forEach(({ answer }) => answer())
      await turn()
    }
    sent.forEach(({ answer }) => answer())
    expect(await Promise.all(values)).toHaveLength(150)
  })
})
