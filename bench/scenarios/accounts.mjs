/** Sign-up and sign-in: mostly hashing of passwords, and the directory. */
export const accounts = {
  name: 'accounts',
  async run(bench) {
    for (const concurrency of [1, 4]) {
      await bench.measure(`create-account/c${concurrency}`, {
        warmUp: 4,
        count: bench.pick(20, 100),
        concurrency,
        operation: () => bench.members.signUp(),
      })
    }
    const members = await bench.members.several(8)
    await bench.measure('create-session/c4', {
      warmUp: 8,
      count: bench.pick(40, 200),
      concurrency: 4,
      operation: (i) => {
        const { handle, password } = members[i % members.length]
        return bench.client.call('com.atproto.server.createSession', { identifier: handle, password })
      },
    })
  },
}
