import { POST, postOf } from '../harness/repositories.mjs'

const MEMBERS = 10
const STREAM_BYTES = 10_000_000

/** Calls that are passed on to an AppView. */
export const gateway = {
  name: 'gateway',
  async run(bench) {
    const members = await bench.members.several(MEMBERS)
    for (const [i, member] of members.entries()) {
      const input = { repo: member.did, collection: POST, record: postOf(i) }
      await bench.client.call('com.atproto.repo.createRecord', input, member)
    }
    const ask = (name, method, isRight, concurrency) =>
      bench.measure(`proxy/${name}`, {
        warmUp: 100,
        count: bench.pick(1000, 5000),
        concurrency,
        operation: async (i) => {
          const member = members[i % MEMBERS]
          const answer = await bench.client.query(method, { actor: member.did, limit: 50 }, member)
          if (!isRight(answer)) throw new Error('a wrong answer')
        },
      })
    for (const concurrency of [1, 16]) {
      await ask(
        `get/c${concurrency}`,
        'app.bsky.graph.getFollows',
        ({ follows }) => follows.length === 50,
        concurrency,
      )
    }
    await ask('timeline/c16', 'app.bsky.feed.getTimeline', ({ feed }) => feed.length >= 30, 16)
    await stream(bench, members[0])
  },
}

function stream(bench, { token }) {
  const headers = { 'atproto-proxy': `${bench.services.appViewDid}#bsky_appview` }
  return bench.measure('proxy/stream-10mb', {
    warmUp: 2,
    count: bench.pick(10, 40),
    operation: async () => {
      const params = { size: STREAM_BYTES }
      const size = await bench.client.bytes('com.example.bench.bytes', params, { token, headers })
      if (size !== STREAM_BYTES) throw new Error(`${size} bytes of ${STREAM_BYTES}`)
    },
    more: ({ done, seconds }) => ({ mbPerSecond: (done * STREAM_BYTES) / 1e6 / seconds }),
  })
}
