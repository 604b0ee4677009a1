import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { memoryOf } from '../harness/usage.mjs'

const REST_MS = 5_000
const SETTLE_MS = 2_000

/** What a server takes that has nothing to do, and how long it takes to be there again. */
export const idle = {
  name: 'idle',
  async run(bench) {
    const { target } = bench
    await sleep(REST_MS)
    const memoryMb = memoryOf(target)
    const before = diskKbOf(target.directory)
    const count = bench.pick(20, 100)
    await bench.members.several(count)
    await sleep(SETTLE_MS)
    const accountKb = (diskKbOf(target.directory) - before) / count
    await target.stop()
    bench.note('idle', { memoryMb, accountKb, restartMs: await target.run() })
  },
}

const diskKbOf = (directory) =>
  Number(execFileSync('du', ['-sk', directory], { encoding: 'utf8' }).split('\t')[0])
