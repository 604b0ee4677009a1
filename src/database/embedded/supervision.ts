import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isAlive, startTimeOf } from './process-identity.js'

/**
 * Which process looks after a cluster: a file with its id and start time. The first one starts and stops the
 * cluster; others that come while it lives only use it.
 */
export class Supervision {
  constructor(private readonly file: string) {}

  /** Takes the cluster over. Returns the id of the process that has it, if it is another one that still lives. */
  take(): number | undefined {
    const [pid = 0, startTime = ''] = this.#read()
    if (pid > 0 && pid !== process.pid && isAlive(pid) && startTimeOf(pid) === startTime) return pid
    writeFileSync(this.file, `${process.pid} ${startTimeOf(process.pid)}\n`, { mode: 0o600 })
    return undefined
  }

  /** Gives the cluster up. */
  release(): void {
    if (this.#read()[0] === process.pid) rmSync(this.file, { force: true })
  }

  #read(): [pid?: number, startTime?: string] {
    try {
      const [pid, startTime] = readFileSync(this.file, 'utf8').trim().split(' ')
      return [Number(pid), startTime ?? '']
    } catch {
      return []
    }
  }
}
