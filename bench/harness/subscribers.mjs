// Subscribers of the event stream, in a thread of their own: they must not slow down who measures.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export class Subscribers {
  #worker

  /**
   * @param {string} url of a server
   * @param {number} count of connections
   * @param {number} [cursor] to begin after
   */
  static async open(url, count, cursor) {
    const subscribers = new Subscribers()
    const workerData = { url: url.replace(/^http/, 'ws'), count, cursor }
    subscribers.#worker = new Worker(new URL('./subscribers-thread.mjs', import.meta.url), { workerData })
    await once(subscribers.#worker, 'message')
    return subscribers
  }

  /** Forgets what has come so far. */
  clear() {
    this.#worker.postMessage({ clear: true })
  }

  /**
   * Waits until each subscriber has had so many commits.
   * @returns {Promise<{ seconds: number, atMs: Map<string, number> }>} how long that took since it was asked, and when
   * the first subscriber had the commit of each record, by its path, on the clock of `performance.timeOrigin`
   */
  async all(commits, timeoutMs = 60_000) {
    const began = performance.now()
    this.#worker.postMessage({ commits, timeoutMs })
    const [{ atMs, missing }] = await once(this.#worker, 'message')
    if (missing > 0) throw new Error(`${missing} commits have not come to all subscribers`)
    return { seconds: (performance.now() - began) / 1000, atMs }
  }

  async close() {
    await this.#worker.terminate()
  }
}
