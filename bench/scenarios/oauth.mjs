import { Application } from '../harness/application.mjs'

const MEMBERS = 8
const WHO = '/xrpc/com.atproto.server.getSession'

/** What applications do most: calls with a proof, and before that a code, and a new token now and then. */
export const oauth = {
  name: 'oauth',
  async run(bench) {
    const application = new Application(bench)
    const members = []
    for (const member of await bench.members.several(MEMBERS)) members.push(await application.meet(member))
    const sessions = await exchanges(bench, application, members)
    await refreshes(bench, application, sessions)
    await calls(bench, application, members)
  },
}

/** Codes are made before: members agree to one after the other, and each is good for a minute. */
async function exchanges(bench, application, members) {
  const warmUp = 10
  const count = bench.pick(50, 200)
  const codes = []
  for (let i = 0; i < warmUp + count; i++) codes.push(await application.code(members[i % MEMBERS]))
  const sessions = []
  await bench.measure('code-exchange/c4', {
    warmUp,
    count,
    concurrency: 4,
    operation: async (i) => sessions.push(await application.exchange(codes[i])),
  })
  return sessions
}

/** A session is renewed by one call at a time: each takes one that nobody else has. */
function refreshes(bench, application, sessions) {
  return bench.measure('refresh/c4', {
    warmUp: 20,
    count: bench.pick(200, 1000),
    concurrency: 4,
    operation: async () => sessions.push(await application.refresh(sessions.shift())),
  })
}

/** Proofs are made before, and soon enough for their nonce: what is measured is the server. */
async function calls(bench, application, members) {
  const [warmUp, count] = [200, bench.pick(2000, 10_000)]
  const sessions = []
  for (const member of members) {
    const { accessToken } = await application.exchange(await application.code(member))
    sessions.push({ accessToken, did: member.did })
  }
  await application.warmUp('GET', WHO, sessions[0])
  const session = (i) => sessions[i % MEMBERS]
  const headers = Array.from({ length: warmUp + count }, (_, i) =>
    application.headers('GET', WHO, session(i)),
  )
  await bench.measure('dpop-get-session/c16', {
    warmUp,
    count,
    concurrency: 16,
    operation: async (i) => {
      const { status, text } = await bench.client.request({ method: 'GET', path: WHO, headers: headers[i] })
      if (status !== 200 || JSON.parse(text).did !== session(i).did)
        throw new Error(`${status} ${text.slice(0, 200)}`)
    },
  })
}
