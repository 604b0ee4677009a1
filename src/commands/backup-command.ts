import { BackupConfig, BackupPlaces, type BackupReport, Backups, rowsOf } from '../backup/index.js'
import { byteCount, PLACE_OPTIONS, PLACE_USAGE, placeOf } from './backup-places-options.js'
import { withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { noteDeed } from './operator.js'
import type { OperatorConsole } from './operator-console.js'
import { stepBars } from './step-bars.js'

/** `backup`. */
export const backupCommand: Command = {
  name: 'backup',
  usage: `${PLACE_USAGE} [--keep <n>] [--with-keys]`,
  help: [
    'makes an encrypted backup of the database and of all blobs while the server runs, and removes all but',
    'the newest n (PDS_BACKUP_*). Without --with-keys, secrets/ must be kept elsewhere. Ends with 1 if',
    'there is no backup, or blobs have lost their bytes',
  ],
  positionals: [0, 0],
  options: { ...PLACE_OPTIONS, keep: { type: 'string' }, 'with-keys': { type: 'boolean' } },
  run({ values, console }) {
    const keep = values.keep === undefined ? undefined : Number(values.keep)
    if (keep !== undefined && !(Number.isSafeInteger(keep) && keep > 0)) return undefined
    return makeBackup(values, keep, console)
  },
}

function makeBackup(
  values: CommandArguments['values'],
  keep: number | undefined,
  console: OperatorConsole,
): Promise<number> {
  return withApplication(async (app) => {
    await noteDeed(app, values, { action: 'backup.make' })
    const config = app.get(BackupConfig, { strict: false })
    const place = await app.get(BackupPlaces, { strict: false }).open(placeOf(values))
    const { onStep, end } = stepBars(console)
    const report = await app.get(Backups, { strict: false }).make(place, {
      keep: keep ?? config.keep,
      withKeys: values['with-keys'] === true || config.withKeys,
      onProgress: ({ step, done, of }) => onStep(step, done, of),
    })
    end()
    console.result(summaryOf(report), describe(report))
    return report.blobs.lost.length > 0 ? EXIT.differs : EXIT.done
  })
}

function summaryOf({ manifest, blobs, bytes, removed }: BackupReport) {
  const { id, madeAt, lastSeq, secrets } = manifest
  const counts = { accounts: rowsOf(manifest, 'account'), records: rowsOf(manifest, 'repo_record') }
  return { id, madeAt, bytes, ...counts, lastSeq, blobs, withKeys: secrets.length > 0, removed }
}

function describe(report: BackupReport): string {
  const { id, accounts, records, bytes, blobs, withKeys, removed } = summaryOf(report)
  return [
    `backup ${id}: ${accounts} accounts, ${records} records, ${byteCount(bytes)}`,
    `${blobs.count} blobs (${byteCount(blobs.bytes)}), ${blobs.copied} of them new (${byteCount(blobs.copiedBytes)})`,
    ...blobs.lost.map((cid) => `- the bytes are lost: ${cid}`),
    ...(removed.backups.length > 0 ? [`removed: ${removed.backups.join(', ')}; ${removed.blobs} blobs`] : []),
    withKeys
      ? 'The secrets of the installation are in it. Keep the key of the backups elsewhere.'
      : 'Keep elsewhere: the key of the backups, the settings, and secrets/ or the variables in its place.',
    'Without the key-encryption key no restored account can write; without the rotation key none can move.',
    '',
  ].join('\n')
}
