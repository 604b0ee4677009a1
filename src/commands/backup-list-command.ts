import {
  ArchiveReader,
  type BackupPlace,
  BackupPlaces,
  BackupPlacesModule,
  listBackups,
  type PlacedBackup,
  rowsOf,
} from '../backup/index.js'
import { byteCount, PLACE_OPTIONS, PLACE_USAGE, placeOf } from './backup-places-options.js'
import { withModule } from './application.js'
import { type Command, EXIT } from './command.js'
import { Refusal } from '../refusal.js'

/** `backup list`. */
export const backupListCommand: Command = {
  name: 'backup list',
  usage: PLACE_USAGE,
  help: ['lists backups, the newest first. It needs no database'],
  positionals: [0, 0],
  options: PLACE_OPTIONS,
  run: ({ values, console }) =>
    withModule(BackupPlacesModule, async (app) => {
      const place = await app.get(BackupPlaces).open(placeOf(values))
      const backups = (await listBackups(place.store)).filter(({ isComplete }) => isComplete)
      const rows = []
      for (const backup of backups) rows.push(await look(place, backup))
      console.result(rows, rows.map(lineOf).join('') || 'There is no backup.\n')
      return EXIT.done
    }),
}

/** What is known of a backup; without the right key, little. */
async function look(place: BackupPlace, { id, bytes }: PlacedBackup) {
  try {
    const { manifest } = await ArchiveReader.open(place, id)
    const { madeAt, version, lastSeq, blobs, secrets } = manifest
    return {
      ...{ id, madeAt, version, bytes, lastSeq, withKeys: secrets.length > 0 },
      accounts: rowsOf(manifest, 'account'),
      blobs: { count: blobs.count, bytes: blobs.bytes, lost: blobs.lost.length },
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { id, bytes, problem: error.message }
  }
}

function lineOf(row: Awaited<ReturnType<typeof look>>): string {
  const { id, bytes } = row
  if ('problem' in row) return `${id}  ${byteCount(bytes)}  ${row.problem}\n`
  const { accounts, blobs, version, withKeys } = row
  const keys = withKeys ? ', with keys' : ''
  return `${id}  ${byteCount(bytes)}  ${accounts} accounts, ${blobs.count} blobs (${byteCount(blobs.bytes)})${keys}, version ${version}\n`
}
