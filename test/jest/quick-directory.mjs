// Where tests put their files: in memory, where there is enough of it. Databases that are copied, filled and thrown away
// kept the disk busy for longer than the tests took.
import { readFileSync, statfsSync } from 'node:fs'

const IN_MEMORY = '/dev/shm'
/** Files of 300 MB go up and down, and several servers have databases at the same time. */
const FREE_MIN_BYTES = 8 * 1024 ** 3

function hasRoom() {
  try {
    // device, place, type and options of what is mounted
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
    const mount = mounts.find(([, place, type]) => place === IN_MEMORY && type === 'tmpfs')
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    return mount !== undefined && !mount[3].split(',').includes('noexec') && bavail * bsize >= FREE_MIN_BYTES
  } catch {
    return false
  }
}

/** Makes it the directory of temporary files of this process and all it starts, unless one is set. */
export function useQuickDirectory() {
  if (process.env.TMPDIR === undefined && hasRoom()) process.env.TMPDIR = IN_MEMORY
}
