import { BackupPlaces, BackupTrial, TrialModule, type TrialReport } from '../backup/index.js'
import { withModule } from './application.js'
import { byteCount, PLACE_OPTIONS, PLACE_USAGE, placeOf } from './backup-places-options.js'
import { stepBars } from './step-bars.js'
import { type Command, EXIT } from './command.js'

const MS_PER_S = 1_000
const FAULTS_SHOWN = 50

/** `backup verify`. */
export const backupVerifyCommand: Command = {
  name: 'backup verify',
  usage: `[<id of the backup>] ${PLACE_USAGE} [--scratch <directory>]`,
  help: [
    'restores a backup, the newest one unless another is named, into a scratch directory, and checks every',
    'repository: signature, tree, records, blobs. Ends with 1 if anything is wrong. Beside a running server',
    'or on another machine; it needs no database',
  ],
  positionals: [0, 1],
  options: { ...PLACE_OPTIONS, scratch: { type: 'string' } },
  run: ({ positionals: [id], values, console }) =>
    withModule(TrialModule, async (app) => {
      const place = await app.get(BackupPlaces).open(placeOf(values))
      const { onStep, end } = stepBars(console)
      const scratch = values['scratch'] as string | undefined
      const report = await app.get(BackupTrial).run(place, { id, scratch, onProgress: onStep })
      end()
      console.result(report, describe(report))
      return report.faults.length > 0 ? EXIT.differs : EXIT.done
    }),
}

function describe({
  id,
  madeAt,
  accounts,
  repos,
  blobs,
  keys,
  faults,
  restoreMs,
  totalMs,
}: TrialReport): string {
  const more = faults.length - FAULTS_SHOWN
  return [
    `${id}, made at ${madeAt}: ${accounts} accounts`,
    `${repos.repos} repositories with ${repos.records} records, ${blobs.count} blobs (${byteCount(blobs.bytes)})`,
    `${blobs.lost} blobs had lost their bytes before; ${repos.missingBlobs} were never uploaded here`,
    keys
      ? `${keys.opened} of ${keys.keys} signing keys can be opened with the keys at hand`
      : 'whether the signing keys can be opened was not tried: this installation has a new key-encryption key',
    `restored in ${seconds(restoreMs)}, checked in ${seconds(totalMs)}`,
    ...faults.slice(0, FAULTS_SHOWN).map((fault) => `- ${fault}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
    faults.length === 0 ? 'Nothing is wrong.' : `${faults.length} things are wrong.`,
    '',
  ].join('\n')
}

function seconds(ms: number): string {
  return `${(ms / MS_PER_S).toFixed(1)} s`
}
