import { LIKE, POST, postOf, tidOf } from '../harness/repositories.mjs'

const MEMBERS = 16
const BATCH = 200

/** createRecord, applyWrites, putRecord and deleteRecord: one commit each, at different concurrencies. */
export const writes = {
  name: 'writes',
  async run(bench) {
    const members = await bench.members.several(MEMBERS)
    const { client } = bench
    const create = (member, i) =>
      client.call(
        'com.atproto.repo.createRecord',
        { repo: member.did, collection: POST, record: postOf(i) },
        member,
      )
    const of = (i) => members[i % members.length]
    await bench.measure('create-record/c1', {
      warmUp: 50,
      count: bench.pick(200, 1000),
      operation: (i) => create(of(i), i),
    })
    await bench.measure('create-record/c16', {
      warmUp: 200,
      count: bench.pick(1000, 5000),
      concurrency: 16,
      operation: (i) => create(of(i), i),
    })
    await bench.measure('create-record/contended', {
      warmUp: 100,
      count: bench.pick(500, 3000),
      concurrency: 16,
      operation: (i) => create(members[0], i),
    })
    await applyWrites(bench, members)
    await putAndDelete(bench, members)
  },
}

function applyWrites(bench, members) {
  const apply = (member, operations) =>
    bench.client.call('com.atproto.repo.applyWrites', { repo: member.did, writes: operations }, member)
  const creation = (i) => ({
    $type: 'com.atproto.repo.applyWrites#create',
    collection: LIKE,
    rkey: tidOf(i),
    value: { $type: LIKE, subject: SUBJECT, createdAt: postOf(i).createdAt },
  })
  return bench.measure(`apply-writes/${BATCH}-creates`, {
    warmUp: 2,
    count: bench.pick(10, 50),
    operation: (i) =>
      apply(
        members[i % members.length],
        Array.from({ length: BATCH }, (_, n) => creation(i * BATCH + n)),
      ),
  })
}

const SUBJECT = {
  uri: 'at://did:web:author.bench.test/app.bsky.feed.post/3laaaaaaaaaa2',
  cid: 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a',
}

async function putAndDelete(bench, members) {
  const target = (i) => ({
    repo: members[i % members.length].did,
    collection: POST,
    rkey: tidOf(5_000_000 + i),
  })
  const count = bench.pick(400, 2000)
  await bench.measure('put-record/c8', {
    count,
    concurrency: 8,
    operation: (i) =>
      bench.client.call(
        'com.atproto.repo.putRecord',
        { ...target(i), record: postOf(i) },
        members[i % members.length],
      ),
  })
  await bench.measure('delete-record/c8', {
    count,
    concurrency: 8,
    operation: (i) =>
      bench.client.call('com.atproto.repo.deleteRecord', target(i), members[i % members.length]),
  })
}
