// Subscribers of the event stream, in a thread of their own: they must not slow down who measures.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export class Subscribers {
  #worker
  #beganMs

  /**
   * @param {string} url of a server
   * @param {number} count of connections
   * @param {number} [cursor] to begin after
   */
  static async open(url, count, cursor) {
    const subscribers = new Subscribers()
    const workerData = { url: url.replace(/^http/, 'ws'), count, cursor }
    subscribers.#worker = new Worker(new URL('./subscribers-thread.mjs', import.meta.url), { workerData })
    ;[subscribers.#beganMs] = await once(subscribers.#worker, 'message')
    return subscribers
  }

  /** When they began to connect, on the clock of `performance.timeOrigin`. */
  get beganMs() {
    return this.#beganMs
  }

  /** Waits until each subscriber has had so many commits. @returns {Promise<number>} when the last one came, on that clock */
  async all(commits, timeoutMs = 60_000) {
    this.#worker.postMessage({ commits, timeoutMs })
    const [{ missing, lastAtMs }] = await once(this.#worker, 'message')
    if (missing > 0) throw new Error(`${missing} commits have not come to all subscribers`)
    return lastAtMs
  }

  /** @returns {Promise<Map<string, number>>} when the first subscriber had the commit of each record, by its path */
  async arrivals() {
    this.#worker.postMessage({})
    const [atMs] = await once(this.#worker, 'message')
    return atMs
  }

  async close() {
    await this.#worker.terminate()
  }
}
