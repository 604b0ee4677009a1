import { BlobSweep, BlobUsage } from './blob/index.js'
import { describeSweep, describeTotal, describeUsage } from './blob-reports.js'
import { type Command, EXIT, findAccount, say, withApplication } from './command.js'

/** `blobs sweep`. */
export const blobsSweepCommand: Command = {
  name: 'blobs sweep',
  usage: '[--dry-run]',
  help: [
    'removes from the store of blobs what nothing names, and lists blobs whose bytes are lost;',
    '--dry-run only tells; ends with 1 if bytes are lost',
  ],
  positionals: [0, 0],
  options: { 'dry-run': { type: 'boolean', default: false } },
  run: ({ values }) => sweepBlobs(values['dry-run'] === true),
}

/** `blobs usage`. */
export const blobsUsageCommand: Command = {
  name: 'blobs usage',
  usage: '[<did or handle>]',
  help: ['tells what an account stores and may store; without one, what all of them store'],
  positionals: [0, 1],
  run: ({ positionals: [identifier] }) => tellUsage(identifier),
}

function sweepBlobs(dryRun: boolean): Promise<number> {
  return withApplication(async (app) => {
    const report = await app.get(BlobSweep, { strict: false }).run({ dryRun })
    say(describeSweep(report, dryRun))
    return report.missing.length === 0 ? EXIT.done : EXIT.differs
  })
}

function tellUsage(identifier: string | undefined): Promise<number> {
  return withApplication(async (app) => {
    const usage = app.get(BlobUsage, { strict: false })
    if (identifier === undefined) {
      say(describeTotal(await usage.ofAll()))
      return EXIT.done
    }
    const account = await findAccount(app, identifier)
    if (!account) return EXIT.differs
    say(describeUsage(account.did, await usage.of(account.did)))
    return EXIT.done
  })
}
