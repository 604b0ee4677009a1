// npm run bench: this server beside the reference, on the same machine, in turn.
//
//   npm run bench -- --only writes,reads --rounds 3 --scale full --write docs/performance.md
//
// With --bare, a server that does as little as Node allows is measured as well, where that says something.
// The reference is installed by `node test/support/reference-pds.mjs`. The machine must have nothing else to do.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Bench } from './harness/bench.mjs'
import { startServices } from './harness/services.mjs'
import { lineOf, tableOf, withTable } from './harness/report.mjs'
import { bare, guildhall, reference, Target } from './harness/targets.mjs'
import { accounts } from './scenarios/accounts.mjs'
import { blobs } from './scenarios/blobs.mjs'
import { firehose } from './scenarios/firehose.mjs'
import { gateway } from './scenarios/gateway.mjs'
import { idle } from './scenarios/idle.mjs'
import { oauth } from './scenarios/oauth.mjs'
import { reads } from './scenarios/reads.mjs'
import { repositories } from './scenarios/repositories.mjs'
import { writes } from './scenarios/writes.mjs'

const SCENARIOS = [writes, reads, oauth, accounts, repositories, blobs, firehose, gateway, idle]

/** Those with calls of which a bare server knows the least that is to be done. */
const WITH_BARE = [reads, blobs, gateway]

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '1' },
    scale: { type: 'string', default: 'quick' },
    alone: { type: 'boolean', default: false },
    bare: { type: 'boolean', default: false },
    write: { type: 'string' },
  },
})

/** One scenario on one server that was started for it. */
async function runOnce(scenario, definition) {
  const services = await startServices()
  const target = await Target.start(definition, services)
  const report = (result) => console.log(`${definition.name.padEnd(10)} ${lineOf(result)}`)
  const bench = new Bench(target, services, { scale: options.scale, report })
  try {
    await scenario.run(bench)
    return bench.results.filter(({ name }) => definition.knows?.test(name) ?? true)
  } catch (error) {
    // The others are still of interest.
    bench.note(scenario.name, {}, [error.stack])
    return bench.results
  } finally {
    await bench.close()
    await target.remove()
    await services.stop()
  }
}

const only = options.only?.split(',')
const unknown = only?.find((name) => !SCENARIOS.some((scenario) => scenario.name === name))
if (unknown)
  throw new Error(`there is no scenario ${unknown}: ${SCENARIOS.map(({ name }) => name).join(', ')}`)
const other = options.alone ? undefined : await reference()
if (!other && !options.alone) {
  throw new Error('the reference is not installed: node test/support/reference-pds.mjs, or --alone')
}

const results = []
for (let round = 0; round < Number(options.rounds); round++) {
  for (const scenario of SCENARIOS.filter(({ name }) => !only || only.includes(name))) {
    // Each begins as often as the other: who comes second finds the files in memory.
    const targets = [guildhall(), other, options.bare && WITH_BARE.includes(scenario) && bare()].filter(
      Boolean,
    )
    for (const definition of round % 2 ? targets.reverse() : targets) {
      for (const result of await runOnce(scenario, definition))
        results.push({ ...result, of: definition.name })
    }
  }
}
const table = tableOf(results)
console.log(`\n${table}`)
if (options.write) writeFileSync(options.write, withTable(readFileSync(options.write, 'utf8'), table))
process.exitCode = results.some(({ failures }) => failures) ? 1 : 0
