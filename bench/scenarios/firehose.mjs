import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from '../harness/load.mjs'
import { POST, postOf } from '../harness/repositories.mjs'
import { Subscribers } from '../harness/subscribers.mjs'

const MEMBERS = 16
/** Between writes at a calm pace: long enough for a server that polls to slow down, and never in step with it. */
const PACE_MIN_MS = 100
const PACE_SPREAD_MS = 400
const PACE_STEP_MS = 137

/** Commits as they happen, to 20 and to 100 subscribers; at a calm pace; and all of the past at once. */
export const firehose = {
  name: 'firehose',
  async run(bench) {
    const members = await bench.members.several(MEMBERS)
    let written = 0
    const write = async () => {
      const member = members[written % MEMBERS]
      const input = { repo: member.did, collection: POST, record: postOf(written++) }
      const { uri } = await bench.client.call('com.atproto.repo.createRecord', input, member)
      return uri.split('/').slice(3).join('/')
    }
    for (const count of [20, 100]) await live(bench, write, count)
    await paced(bench, write)
    for (const count of [1, 4]) await backfill(bench, count, written)
  },
}

async function live(bench, write, count) {
  const subscribers = await Subscribers.open(bench.target.url, count)
  const commits = bench.pick(500, 2000)
  const beganMs = performance.timeOrigin + performance.now()
  await bench.measure(`firehose/live-${count}`, { count: commits, concurrency: 16, operation: write })
  const seconds = ((await subscribers.all(commits)) - beganMs) / 1000
  bench.note(`firehose/live-${count}/delivered`, { perSecond: (commits * count) / seconds })
  await subscribers.close()
}

async function paced(bench, write) {
  const subscribers = await Subscribers.open(bench.target.url, 1)
  const sent = new Map()
  const count = bench.pick(50, 100)
  for (let i = 0; i < count; i++) {
    const began = performance.timeOrigin + performance.now()
    sent.set(await write(), began)
    await sleep(PACE_MIN_MS + ((i * PACE_STEP_MS) % PACE_SPREAD_MS))
  }
  await subscribers.all(count)
  const atMs = await subscribers.arrivals()
  const delays = [...sent].map(([path, began]) => atMs.get(path) - began)
  bench.note('firehose/paced', { p50Ms: quantile(delays, 0.5), p99Ms: quantile(delays, 0.99) })
  await subscribers.close()
}

async function backfill(bench, count, commits) {
  const subscribers = await Subscribers.open(bench.target.url, count, 0)
  const seconds = ((await subscribers.all(commits)) - subscribers.beganMs) / 1000
  bench.note(`firehose/backfill-${count}`, { perSecond: (commits * count) / seconds })
  await subscribers.close()
}
