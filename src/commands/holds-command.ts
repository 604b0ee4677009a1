import { ArchiveCheck, type ArchiveFindings, ArchiveStore } from '../admin/index.js'
import { withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'

/** `holds verify`: whether the archive of a hold, or an export, is as it was made. */
export const holdsVerifyCommand: Command = {
  name: 'holds verify',
  usage: '<id of the archive>',
  help: ['looks whether an archive of an account is as it was made: every file, and who has signed for it'],
  positionals: [1, 1],
  run: verify,
}

function verify({ positionals: [id = ''], console }: CommandArguments): Promise<number> {
  return withApplication(async (app) => {
    const archive = await app.get(ArchiveStore, { strict: false }).find(id)
    if (!archive) {
      console.result({ id, isSound: false }, 'There is no such archive.\n')
      return EXIT.differs
    }
    const findings = await app.get(ArchiveCheck, { strict: false }).verify(archive)
    console.result({ id, did: archive.did, ...findings }, describe(findings))
    return findings.isSound ? EXIT.done : EXIT.differs
  })
}

function describe({ isSound, files, bytes, madeAt, problems, missing }: ArchiveFindings): string {
  return [
    `${files} files, ${bytes} bytes, made ${madeAt ?? 'never'}.`,
    ...missing.map((what) => `Could not be had when it was made: ${what}.`),
    ...problems.map((problem) => `${problem}.`),
    isSound ? 'Everything is as it was made.' : 'It is not as it was made.',
    '',
  ].join('\n')
}
