import { BlobSweep, BlobUsage } from '../blob/index.js'
import { describeSweep, describeTotal, describeUsage } from './blob-reports.js'
import { findAccount, withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { noteDeed, ORDER_OPTIONS, ORDER_USAGE } from './operator.js'

/** `blobs sweep`. */
export const blobsSweepCommand: Command = {
  name: 'blobs sweep',
  usage: `[--dry-run] ${ORDER_USAGE}`,
  help: [
    'removes from the store of blobs what nothing names, and lists blobs whose bytes are lost;',
    '--dry-run only tells; ends with 1 if bytes are lost',
  ],
  positionals: [0, 0],
  options: { 'dry-run': { type: 'boolean', default: false }, ...ORDER_OPTIONS },
  run: sweepBlobs,
}

/** `blobs usage`. */
export const blobsUsageCommand: Command = {
  name: 'blobs usage',
  usage: '[<did or handle>]',
  help: ['tells what an account stores and may store; without one, what all of them store'],
  positionals: [0, 1],
  run: tellUsage,
}

function sweepBlobs({ values, console }: CommandArguments): Promise<number> {
  const dryRun = values['dry-run'] === true
  return withApplication(async (app) => {
    if (!dryRun) await noteDeed(app, values, { action: 'blobs.sweep' })
    const report = await app.get(BlobSweep, { strict: false }).run({ dryRun })
    console.result({ dryRun, ...report }, describeSweep(report, dryRun))
    return report.missing.length === 0 ? EXIT.done : EXIT.differs
  })
}

function tellUsage({ positionals: [identifier], console }: CommandArguments): Promise<number> {
  return withApplication(async (app) => {
    const usage = app.get(BlobUsage, { strict: false })
    if (identifier === undefined) {
      const total = await usage.ofAll()
      console.result(total, describeTotal(total))
      return EXIT.done
    }
    const account = await findAccount(app, identifier, console)
    if (!account) return EXIT.differs
    const used = await usage.of(account.did)
    console.result({ did: account.did, ...used }, describeUsage(account.did, used))
    return EXIT.done
  })
}
