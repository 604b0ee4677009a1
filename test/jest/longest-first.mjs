// Which suites begin first. A fresh clone knows of no times, and jest goes by the size of files: a long suite in a short
// file began last, and ran for minutes when everything else was done.
import { createRequire } from 'node:module'
import { sep } from 'node:path'

const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer')

const LONGEST = [
  'browser/admin.spec.ts',
  'e2e/guided-moves.spec.ts',
  'crash/saga.spec.ts',
  'crash/kill.spec.ts',
  'browser/pages.spec.ts',
  'e2e/image.spec.ts',
  'e2e/backup-s3.spec.ts',
  'e2e/pds-command.spec.ts',
  'crash/migration.spec.ts',
  'e2e/backup.spec.ts',
  'browser/forms.spec.ts',
  'e2e/migrate-in.spec.ts',
  'http/oauth-clients.spec.ts',
  'http/admin-audit.spec.ts',
].map((path) => `${sep}test${sep}${path.replace('/', sep)}`)

const placeOf = ({ path }) => {
  const place = LONGEST.findIndex((long) => path.endsWith(long))
  return place < 0 ? LONGEST.length : place
}

export default class LongestFirst extends Sequencer {
  async sort(tests) {
    return (await super.sort(tests)).sort((one, other) => placeOf(one) - placeOf(other))
  }
}
