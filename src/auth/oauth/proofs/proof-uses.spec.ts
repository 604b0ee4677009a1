import { jest } from '@jest/globals'
import { DpopNonces, type DpopProof } from '@guildhall/oauth'
import { Clock } from '../../../telemetry/index.js'
import { type NodeLetter, NodePost } from './node-post.js'
import { ProofUses } from './proof-uses.js'

class FixedClock extends Clock {
  ms = Date.UTC(2026, 0, 1)

  override nowMs(): number {
    return this.ms
  }
}

/** Letters arrive at the next turn; those to nobody get lost, and so does everything while the post is broken. */
class LocalPost extends NodePost {
  readonly hearers = new Map<string, (text: string) => void>()
  readonly sent: NodeLetter[] = []
  isBroken = false

  override async send(letter: NodeLetter): Promise<void> {
    this.sent.push(letter)
    if (this.isBroken) throw new Error('broken')
    setImmediate(() => this.hearers.get(letter.to)?.(letter.text))
  }

  override async receive(name: string, hear: (text: string) => void): Promise<() => Promise<void>> {
    this.hearers.set(name, hear)
    return async () => void this.hearers.delete(name)
  }
}

const clock = new FixedClock()
let post: LocalPost
let count = 0

async function startNode(): Promise<{ nonces: DpopNonces; uses: ProofUses }> {
  const name = Buffer.alloc(8, ++count)
  const nonces = new DpopNonces(Buffer.alloc(32, 1), name, () => clock.nowMs())
  const uses = new ProofUses(nonces, post, clock)
  await uses.onModuleInit()
  return { nonces, uses }
}

const proofOf = ({ nonces }: { nonces: DpopNonces }, jti = 'a'): DpopProof => ({
  thumbprint: 'key',
  jti,
  nonceOwner: nonces.ownName,
})

beforeEach(() => {
  post = new LocalPost()
})

describe('a proof', () => {
  it('is new once; where there is one node, nobody is asked', async () => {
    const node = await startNode()
    expect(node.uses.use(proofOf(node))).toBe('new')
    expect(node.uses.use(proofOf(node))).toBe('used')
    expect(node.uses.use(proofOf(node, 'b'))).toBe('new')
    expect(node.uses.use({ ...proofOf(node), thumbprint: 'another key' })).toBe('new')
    expect(post.sent).toEqual([])
  })

  it('is new on one node, whichever comes first', async () => {
    const [one, other, third] = [await startNode(), await startNode(), await startNode()]
    expect(await one.uses.use(proofOf(one))).toBe('new')
    expect(await other.uses.use(proofOf(one))).toBe('used')
    expect(await other.uses.use(proofOf(one, 'b'))).toBe('new')
    expect(await one.uses.use(proofOf(one, 'b'))).toBe('used')
    expect(await third.uses.use(proofOf(one, 'b'))).toBe('used')
  })

  it('is new for one of many calls at the same moment', async () => {
    const nodes = [await startNode(), await startNode(), await startNode()] as const
    const uses = await Promise.all(
      Array.from({ length: 30 }, (_, index) => nodes[index % 3]!.uses.use(proofOf(nodes[1]))),
    )
    expect(uses.filter((use) => use === 'new')).toHaveLength(1)
    expect(uses.filter((use) => use === 'used')).toHaveLength(29)
  })

  it('is good nowhere once the node that could tell is gone, or started anew', async () => {
    const [one, other] = [await startNode(), await startNode()]
    await one.uses.use(proofOf(one))
    await one.uses.onApplicationShutdown()
    const again = await startNode()
    jest.useFakeTimers({ doNotFake: ['setImmediate'] })
    try {
      const answers = [other, again].map(({ uses }) => uses.use(proofOf(one)))
      jest.runAllTimers()
      expect(await Promise.all(answers)).toEqual(['unknown', 'unknown'])
    } finally {
      jest.useRealTimers()
    }
    const letters = post.sent.length
    expect(await other.uses.use(proofOf(one, 'b'))).toBe('unknown')
    expect(post.sent).toHaveLength(letters)
  })

  it('is judged again by a node that was taken to be gone as soon as it is heard of', async () => {
    const [one, other] = [await startNode(), await startNode()]
    post.isBroken = true
    jest.useFakeTimers({ doNotFake: ['setImmediate'] })
    try {
      const answer = other.uses.use(proofOf(one))
      jest.runAllTimers()
      expect(await answer).toBe('unknown')
    } finally {
      jest.useRealTimers()
    }
    post.isBroken = false
    expect(await other.uses.use(proofOf(one))).toBe('unknown')
    expect(await one.uses.use(proofOf(other))).toBe('new')
    expect(await other.uses.use(proofOf(one))).toBe('new')
  })

  it('waits for nobody when the server stops', async () => {
    const [one, other] = [await startNode(), await startNode()]
    post.hearers.delete(one.nonces.ownName)
    const answer = other.uses.use(proofOf(one))
    await other.uses.onApplicationShutdown()
    expect(await answer).toBe('unknown')
  })

  it('is not judged by what is no letter', async () => {
    const node = await startNode()
    const hear = post.hearers.get(node.nonces.ownName)!
    for (const text of ['', '?', 'hello', '? ../.. 1 a', '! ff 1', '! ff 1 new']) hear(text)
    expect(post.sent).toEqual([])
  })
})
