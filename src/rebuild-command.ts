import { type Command, EXIT, findAccount, say, withApplication } from './command.js'
import { describeRebuilt } from './rebuild-report.js'
import { RepoRebuild } from './repo/index.js'

/** `rebuild`. */
export const rebuildCommand: Command = {
  name: 'rebuild',
  usage: '<did or handle> [--dry-run]',
  help: [
    'works out the tree and the commit of a repository from its records, and stores them where they',
    'differ from what is there; --dry-run only tells what differs, and ends with 1 if anything does',
  ],
  positionals: [1, 1],
  options: { 'dry-run': { type: 'boolean', default: false } },
  run: ({ positionals, values }) => rebuild(positionals[0]!, values['dry-run'] === true),
}

function rebuild(identifier: string, dryRun: boolean): Promise<number> {
  return withApplication(async (app) => {
    const account = await findAccount(app, identifier)
    if (!account) return EXIT.differs
    const rebuilt = await app.get(RepoRebuild, { strict: false }).run(account, { dryRun })
    const { text, isAsItShouldBe } = describeRebuilt(account.did, rebuilt)
    say(text)
    return isAsItShouldBe ? EXIT.done : EXIT.differs
  })
}
