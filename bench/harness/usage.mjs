// What a server and everything it has started take of the machine, as Linux counts it.
import { readdirSync, readFileSync } from 'node:fs'

/** Units of CPU time in /proc, per second: fixed by the ABI. */
const TICKS_PER_SECOND = 100
const SAMPLE_MS = 100

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process is gone.
    return undefined
  }
}

/** Fields of /proc/PID/stat after the name of the program, which may hold anything. */
function statOf(pid) {
  const text = read(`/proc/${pid}/stat`)
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')
}

/**
 * The process, its descendants, and whoever works for its data directory: the embedded database runs in a session of
 * its own.
 */
function family(root, directory) {
  const parents = new Map()
  const ours = new Set([root])
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const stat = pid ? statOf(pid) : undefined
    if (!stat) continue
    parents.set(pid, Number(stat[1]))
    if (read(`/proc/${pid}/cmdline`)?.includes(directory)) ours.add(pid)
  }
  for (let grown = true; grown;) {
    grown = false
    for (const [pid, parent] of parents) {
      if (ours.has(parent) && !ours.has(pid)) grown = Boolean(ours.add(pid))
    }
  }
  return [...ours]
}

/** CPU seconds so far, with those of children that are gone, and memory in MB, shared pages counted once. */
function sample(pids) {
  let seconds = 0
  let memoryMb = 0
  for (const pid of pids) {
    const stat = statOf(pid)
    if (!stat) continue
    seconds += [11, 12, 13, 14].reduce((sum, i) => sum + Number(stat[i]), 0) / TICKS_PER_SECOND
    const kb = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1] ?? 0
    memoryMb += Number(kb) / 1024
  }
  return { seconds, memoryMb }
}

/** Memory of a server, its database included, in MB. */
export const memoryOf = ({ pid, directory }) => sample(family(pid, directory)).memoryMb

/**
 * Runs `work` and says what the server took meanwhile.
 * @param {{ pid: number, directory: string }} server
 * @returns {Promise<{ result: unknown, cpuSeconds: number, growthMb: number }>} growth is the highest of samples
 */
export async function usageDuring(server, work) {
  const members = () => family(server.pid, server.directory)
  const before = sample(members())
  let highestMb = before.memoryMb
  const timer = setInterval(() => {
    const { memoryMb } = sample([server.pid])
    highestMb = Math.max(highestMb, memoryMb)
  }, SAMPLE_MS * 10)
  const alone = sample([server.pid]).memoryMb
  try {
    const result = await work()
    const after = sample(members())
    return { result, cpuSeconds: after.seconds - before.seconds, growthMb: Math.max(0, highestMb - alone) }
  } finally {
    clearInterval(timer)
  }
}
