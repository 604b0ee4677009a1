import { existsSync, type StatsFs } from 'node:fs'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { userInfo } from 'node:os'
import { BlobStoreConfig, DiskBlobConfig } from '../../blob/index.js'
import type { Check } from '../check.js'
import { advice, failed, type Finding, ok, paste, warning } from '../finding.js'
import type { Patient } from '../patient.js'

const NAME = 'disk'
const MEBIBYTE = 2 ** 20
const GIBIBYTE = 2 ** 30
const FREE_MIN_BYTES = 256 * MEBIBYTE
const FREE_ADVISED_BYTES = 2 * GIBIBYTE

/** The directories of the server: whether it may write there, and whether there is room. */
export const directoryCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const wanted = [patient.service.dataDirectory, ...blobPlaces(patient)]
    // Those that are not there yet will be made in the nearest one that is.
    const places = new Set(wanted.map(nearestExisting))
    return Promise.all([...places].map((place) => lookAt(place, patient)))
  },
}

function blobPlaces({ environment }: Patient): string[] {
  const { location, tmpLocation } = environment.section(DiskBlobConfig)
  const { store } = environment.section(BlobStoreConfig)
  return store === 'disk' ? [location, tmpLocation] : [tmpLocation]
}

async function lookAt(place: string, { random }: Patient): Promise<Finding> {
  const probe = join(place, `.guildhall-probe-${random.uuid()}`)
  try {
    await writeFile(probe, 'probe', { flag: 'wx' })
  } catch (error) {
    return unwritable(place, error as NodeJS.ErrnoException)
  } finally {
    await rm(probe, { force: true }).catch(() => undefined)
  }
  return space(place, await statfs(place))
}

function unwritable(place: string, { code = '' }: NodeJS.ErrnoException): Finding {
  const values = { place, error: code }
  if (code === 'ENOSPC') return failed(NAME, 'disk_unwritable', values, advice('make_room', du(place)))
  if (code === 'EROFS') {
    const mounted = `mount | grep ' on ${place}'`
    return failed(NAME, 'disk_unwritable', values, advice('mounted_read_only', mounted))
  }
  const give = `sudo chown -R ${userName()} ${place}`
  return failed(NAME, 'disk_unwritable', values, advice('give_to_user', give))
}

function space(place: string, { bavail, bsize, files, ffree }: StatsFs): Finding {
  const free = bavail * bsize
  const values = { place, free: (free / GIBIBYTE).toFixed(1) }
  // Some file systems count no files.
  if (free === 0 || (files > 0 && ffree === 0)) return failed(NAME, 'disk_full', values, paste(du(place)))
  if (free < FREE_MIN_BYTES) return failed(NAME, 'disk_too_little', values, paste(du(place)))
  if (free >= FREE_ADVISED_BYTES) return ok(NAME, 'disk', values)
  return warning(NAME, 'disk_little', values, advice('make_room_or_look', du(place)))
}

const du = (place: string): string => `du -xh --max-depth=2 ${place} | sort -h | tail`

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? '')
  }
}
