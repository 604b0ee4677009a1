import { carOfPosts } from '../harness/repositories.mjs'

/** Repositories that come in by import, and go out again, whole. */
export const repositories = {
  name: 'repositories',
  async run(bench) {
    for (const count of bench.pick([10_000], [10_000, 100_000])) await roundTrip(bench, count)
  },
}

async function roundTrip(bench, count) {
  const { member, key, arrive } = await bench.members.moveIn()
  const car = await carOfPosts(member.did, key, count)
  const megabytes = car.length / 1e6
  await bench.measure(`import-repo/${count}`, {
    count: 1,
    operation: () =>
      bench.client.send('com.atproto.repo.importRepo', car, 'application/vnd.ipld.car', {
        token: member.token,
        size: car.length,
      }),
    more: ({ seconds }) => ({ mbPerSecond: megabytes / seconds }),
  })
  await arrive()
  for (const concurrency of [1, 4]) {
    await bench.measure(`get-repo/${count}/c${concurrency}`, {
      warmUp: 1,
      count: 8,
      concurrency,
      operation: async () => {
        const size = await bench.client.bytes('com.atproto.sync.getRepo', { did: member.did })
        if (size < car.length * 0.9) throw new Error(`${size} bytes of about ${car.length}`)
      },
      more: ({ done, seconds }) => ({ mbPerSecond: (done * megabytes) / seconds }),
    })
  }
}
