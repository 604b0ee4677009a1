import { POST, postOf } from '../harness/repositories.mjs'

const MEMBERS = 10
const POSTS = 120

/** What applications and relays look up, 16 at a time. */
export const reads = {
  name: 'reads',
  async run(bench) {
    const members = await bench.members.several(MEMBERS)
    const posts = []
    for (let i = 0; i < POSTS * MEMBERS; i++) posts.push(await write(bench.client, members[i % MEMBERS], i))
    const member = (i) => members[i % MEMBERS]
    const recordOf = (i) => {
      const [, , repo, collection, rkey] = posts[i % posts.length].uri.split('/')
      return { repo, collection, rkey }
    }
    const query = (name, method, paramsOf, isRight, optionsOf) =>
      bench.measure(`${name}/c16`, {
        // Each record once: what is measured is no first time.
        warmUp: posts.length,
        count: bench.pick(2000, 10_000),
        concurrency: 16,
        operation: async (i) => {
          const answer = await bench.client.query(method, paramsOf(i), optionsOf?.(i))
          if (!isRight(answer, i)) throw new Error('a wrong answer')
        },
      })
    await query(
      'get-record',
      'com.atproto.repo.getRecord',
      recordOf,
      ({ cid }, i) => cid === posts[i % posts.length].cid,
    )
    await query(
      'list-records-100',
      'com.atproto.repo.listRecords',
      (i) => ({ repo: member(i).did, collection: POST, limit: 100 }),
      ({ records }) => records.length === 100,
    )
    await query(
      'describe-repo',
      'com.atproto.repo.describeRepo',
      (i) => ({ repo: member(i).did }),
      ({ collections }) => collections.includes(POST),
    )
    await query(
      'resolve-handle',
      'com.atproto.identity.resolveHandle',
      (i) => ({ handle: member(i).handle }),
      ({ did }, i) => did === member(i).did,
    )
    await query(
      'get-session',
      'com.atproto.server.getSession',
      () => ({}),
      ({ did }, i) => did === member(i).did,
      member,
    )
    await query(
      'latest-commit',
      'com.atproto.sync.getLatestCommit',
      (i) => ({ did: member(i).did }),
      ({ rev }) => rev.length > 0,
    )
    await query(
      'list-repos',
      'com.atproto.sync.listRepos',
      () => ({ limit: 500 }),
      ({ repos }) => repos.length >= MEMBERS,
    )
    await proofs(bench, recordOf)
  },
}

async function write(client, member, i) {
  const input = { repo: member.did, collection: POST, record: postOf(i) }
  return client.call('com.atproto.repo.createRecord', input, member)
}

function proofs(bench, recordOf) {
  return bench.measure('sync-get-record/c16', {
    warmUp: 100,
    count: bench.pick(1000, 5000),
    concurrency: 16,
    operation: (i) => {
      const { repo, collection, rkey } = recordOf(i)
      return bench.client.bytes('com.atproto.sync.getRecord', { did: repo, collection, rkey })
    },
  })
}
