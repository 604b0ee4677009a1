import type { NodePost } from '../../src/auth/oauth/proofs/node-post.js'
import { PgNodePost } from '../../src/auth/oauth/proofs/pg-node-post.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => NodePost][] = [
  ['PgNodePost', ({ db }) => new PgNodePost(db)],
]

let database: TestDatabase
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

describe.each(IMPLEMENTATIONS)('NodePost: %s', (_name, make) => {
  let post: NodePost
  beforeEach(() => {
    post = make(database)
  })

  /** Letters to a name, in the order in which they come. */
  async function box(name: string) {
    const texts: string[] = []
    const end = await post.receive(name, (text) => texts.push(text))
    return { texts, end }
  }

  /** Whatever was sent before has come once this has. */
  async function settle(name: string, { texts }: { texts: string[] }): Promise<string[]> {
    await post.send({ to: name, text: 'last' })
    while (texts.at(-1) !== 'last') await new Promise((resolve) => setTimeout(resolve, 5))
    return texts.slice(0, -1)
  }

  it('brings letters to whom they are for, however many at a time', async () => {
    const [one, other] = [await box('0a'), await box('0b')]
    const texts = Array.from({ length: 200 }, (_, index) => `letter ${index} – "quoted" \\ 'text'`)
    await Promise.all(texts.map((text, index) => make(database).send({ to: index % 2 ? '0a' : '0b', text })))
    expect((await settle('0a', one)).sort()).toEqual(texts.filter((_, index) => index % 2).sort())
    expect((await settle('0b', other)).sort()).toEqual(texts.filter((_, index) => !(index % 2)).sort())
  })

  it('loses those to nobody, and brings none after the end', async () => {
    await post.send({ to: '0c', text: 'to nobody' })
    const first = await box('0c')
    await first.end()
    const second = await box('0c')
    await post.send({ to: '0c', text: 'to the second' })
    expect(await settle('0c', second)).toEqual(['to the second'])
    expect(first.texts).toEqual([])
  })
})
