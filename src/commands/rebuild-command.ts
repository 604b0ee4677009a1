import { findAccount, withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { describeRebuilt } from './rebuild-report.js'
import { RepoRebuild } from '../repo/index.js'
import { noteDeed, ORDER_OPTIONS, ORDER_USAGE } from './operator.js'

/** `repo rebuild`. */
export const repoRebuildCommand: Command = {
  name: 'repo rebuild',
  usage: `<did or handle> [--dry-run] ${ORDER_USAGE}`,
  help: [
    'works out the tree and the commit of a repository from its records, and stores them where they',
    'differ from what is there; --dry-run only tells what differs, and ends with 1 if anything does',
  ],
  positionals: [1, 1],
  options: { 'dry-run': { type: 'boolean', default: false }, ...ORDER_OPTIONS },
  run: rebuild,
}

/** `rebuild`: the former name. */
export const rebuildCommand: Command = {
  ...repoRebuildCommand,
  name: 'rebuild',
  help: ['the same as repo rebuild'],
}

function rebuild({ positionals: [identifier], values, console }: CommandArguments): Promise<number> {
  const dryRun = values['dry-run'] === true
  return withApplication(async (app) => {
    const account = await findAccount(app, identifier!, console)
    if (!account) return EXIT.differs
    const target = { type: 'account', id: account.did }
    if (!dryRun) await noteDeed(app, values, { action: 'repo.rebuild', target })
    const rebuilt = await app.get(RepoRebuild, { strict: false }).run(account, { dryRun })
    const { text, isAsItShouldBe } = describeRebuilt(account.did, rebuilt)
    console.result({ did: account.did, dryRun, isAsItShouldBe, ...rebuilt }, text)
    return isAsItShouldBe ? EXIT.done : EXIT.differs
  })
}
