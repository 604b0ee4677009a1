import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

const POLL_MS = 500
const COME_MAX_MS = 180_000

interface Report {
  /** numbers of the events that the first of them has had */
  seqs: number[]
  members: { frames: number; digest: string; closed?: number }[]
}

/** Many subscribers of the event stream, all from the same cursor on. */
export class Crowd {
  private constructor(
    private readonly worker: Worker,
    private readonly cursor: number,
  ) {}

  /** @param url of a server, for WebSockets */
  static async open(url: string, count: number, cursor: number): Promise<Crowd> {
    const workerData = { url, count, cursor }
    const worker = new Worker(join(import.meta.dirname, 'crowd-thread.mjs'), { workerData })
    await once(worker, 'message')
    return new Crowd(worker, cursor)
  }

  /**
   * Waits until all of them have had all events up to a number.
   * @returns what some of them have missed, had twice or otherwise than the others
   */
  async problems(lastSeq: number): Promise<string[]> {
    const wanted = lastSeq - this.cursor
    const deadline = Date.now() + COME_MAX_MS
    let report = await this.#report()
    while (report.members.some(({ frames }) => frames < wanted) && Date.now() < deadline) {
      await sleep(POLL_MS)
      report = await this.#report()
    }
    const { seqs, members } = report
    const gap = seqs.findIndex((seq, index) => seq !== this.cursor + index + 1)
    return [
      ...(gap >= 0 ? [`event ${seqs[gap]} came in the place of ${this.cursor + gap + 1}`] : []),
      ...members.flatMap(({ frames, digest, closed }, index) => {
        if (closed !== undefined) return [`subscriber ${index} was closed with ${closed}`]
        if (frames !== wanted) return [`subscriber ${index} had ${frames} events of ${wanted}`]
        return digest === members[0]!.digest ? [] : [`subscriber ${index} had other events than the first`]
      }),
    ]
  }

  async close(): Promise<void> {
    await this.worker.terminate()
  }

  async #report(): Promise<Report> {
    this.worker.postMessage('report')
    const [report] = (await once(this.worker, 'message')) as [Report]
    return report
  }
}
