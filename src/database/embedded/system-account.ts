import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { EmbeddedProblem, USE_EXTERNAL } from './embedded-problem.js'

/** User and group that PostgreSQL runs as. */
export interface SystemAccount {
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root; these accounts stand in, the first that exists. */
const STAND_INS = ['postgres', 'nobody']

const SEARCH = 0o1

/**
 * The account to switch to.
 * @param clusterDirectory the owner of an existing cluster is kept, whatever his name is on this machine
 * @returns undefined when this process already runs as an ordinary user
 */
export function accountFor(clusterDirectory: string): SystemAccount | undefined {
  const uid = process.getuid?.()
  const owner = statSync(clusterDirectory, { throwIfNoEntry: false })
  if (uid !== 0) {
    if (owner && uid !== undefined && owner.uid !== uid) {
      throw new EmbeddedProblem(
        `The database in ${clusterDirectory} belongs to the user ${owner.uid}, but this process runs as ${uid}.`,
        `Start it as that user, or change the owner of the files. ${USE_EXTERNAL}`,
      )
    }
    return undefined
  }
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : standIn()
}

/** Whether the account could reach `directory` by its path, going by the permissions of the directories above it. */
export function canReach(account: SystemAccount, directory: string): boolean {
  const { uid, gid, mode } = statSync(directory)
  const search = uid === account.uid ? SEARCH << 6 : gid === account.gid ? SEARCH << 3 : SEARCH
  if (!(mode & search)) return false
  const above = dirname(directory)
  return above === directory || canReach(account, above)
}

function standIn(): SystemAccount {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of STAND_INS) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new EmbeddedProblem(
    'PostgreSQL refuses to run as root, and this system has no user "postgres" or "nobody" to run it as.',
    `Start this server as an ordinary user, or add one of them. ${USE_EXTERNAL}`,
  )
}
