import {
  AftermathRunner,
  BackupPlaces,
  RestoredDatabase,
  RestoreModule,
  type RestoreReport,
  RestoreRun,
} from '../backup/index.js'
import { withApplication, withModule } from './application.js'
import { byteCount, PLACE_OPTIONS, PLACE_USAGE, placeOf } from './backup-places-options.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { noteDeed } from './operator.js'
import type { OperatorConsole } from './operator-console.js'

const SESSIONS = ['end', 'keep']
const STEP_LINES = {
  checking: 'Reading and checking all of the backup …',
  blobs: 'Bringing back blobs …',
  database: 'Bringing back the database …',
} as const

/** `restore`. */
export const restoreCommand: Command = {
  name: 'restore',
  usage: `[<id of the backup>] ${PLACE_USAGE} [--sessions end|keep] [--seq-at-least <n>] [--tolerate-lost-blobs] [--other-host] [--replace-everything --yes] | --undo`,
  help: [
    'restores a backup, the newest one unless another is named, to an empty database and to the store of',
    'blobs; then goes on with numbers of events beyond all that anybody can have seen, and announces every',
    'account anew. No server may run. --sessions end, the usual: everybody signs in again.',
    '--replace-everything: what is in the database now is lost',
    '--undo: puts back what was there before a restore that was interrupted',
  ],
  positionals: [0, 1],
  options: {
    ...PLACE_OPTIONS,
    sessions: { type: 'string', default: 'end' },
    'seq-at-least': { type: 'string' },
    'tolerate-lost-blobs': { type: 'boolean', default: false },
    'other-host': { type: 'boolean', default: false },
    'replace-everything': { type: 'boolean', default: false },
    undo: { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
  },
  run(given) {
    const { sessions, 'seq-at-least': seq } = given.values
    if (!SESSIONS.includes(String(sessions))) return undefined
    if (seq !== undefined && !Number.isSafeInteger(Number(seq))) return undefined
    return given.values['undo'] === true ? undo(given) : restore(given)
  },
}

async function undo({ console }: CommandArguments): Promise<number> {
  const undone = await withModule(RestoreModule, (app) => app.get(RestoredDatabase).undo())
  const text = undone ? 'What was there before the restore is back.' : 'No restore was interrupted.'
  console.result({ undone }, `${text}\n`)
  return EXIT.done
}

async function restore(given: CommandArguments): Promise<number> {
  const { values, console } = given
  const replaces = values['replace-everything'] === true
  const question = 'Everything that is in the database is lost.'
  if (replaces && !(await console.confirm(question, values['yes'] === true))) return EXIT.declined
  const report = await withModule(RestoreModule, (app) =>
    restoreWith(app.get(RestoreRun), app.get(BackupPlaces), given),
  )
  console.note('Telling the network …')
  const told = await withApplication(async (app) => {
    await noteDeed(app, values, { action: 'backup.restore', after: { backup: report.manifest.id } })
    return app.get(AftermathRunner, { strict: false }).finish()
  })
  tell(report, told, console)
  return report.blobs.lost.length > 0 || report.keys.opened < report.keys.keys ? EXIT.differs : EXIT.done
}

async function restoreWith(
  run: RestoreRun,
  places: BackupPlaces,
  { positionals: [id], values, console }: CommandArguments,
): Promise<RestoreReport> {
  const seq = values['seq-at-least']
  return run.run(await places.open(placeOf(values)), {
    id,
    replaces: values['replace-everything'] === true,
    isOtherHost: values['other-host'] === true,
    toleratesLostBlobs: values['tolerate-lost-blobs'] === true,
    endsSessions: values['sessions'] === 'end',
    seqAtLeast: seq === undefined ? undefined : Number(seq),
    onStep: (step) => console.note(STEP_LINES[step]),
  })
}

function tell(
  { manifest, database, keys, blobs, secrets }: RestoreReport,
  told: { announced: number; movedAway: number } | undefined,
  console: OperatorConsole,
): void {
  const { formerSeq, nextSeq } = database
  const { announced = 0, movedAway = 0 } = told ?? {}
  const data = {
    id: manifest.id,
    madeAt: manifest.madeAt,
    formerSeq,
    nextSeq,
    keys,
    blobs,
    secrets,
    announced,
    movedAway,
  }
  console.result(
    data,
    [
      `restored ${manifest.id}, made at ${manifest.madeAt}`,
      `events go on after ${nextSeq}; the last one in the backup was ${formerSeq}`,
      `${announced} accounts announced anew; ${movedAway} had moved elsewhere and are deactivated`,
      `${blobs.copied} blobs brought back (${byteCount(blobs.copiedBytes)}), ${blobs.present} were there`,
      ...blobs.lost.map((cid) => `- the bytes are lost: ${cid}`),
      ...(keys.opened < keys.keys
        ? [`${keys.keys - keys.opened} of ${keys.keys} signing keys cannot be opened with the keys at hand`]
        : []),
      ...(secrets.length > 0 ? [`secrets that came with the backup: ${secrets.join(', ')}`] : []),
      'What members wrote, and who joined or was deleted, after the backup is not in it.',
      '',
    ].join('\n'),
  )
}
