/** Requests that travel in one statement at most, unless the caller says otherwise. */
const BATCH_MAX = 64

/** Statements under way at a time: while one is read, the next one is answered. */
const UNDER_WAY_MAX = 2

interface Waiting<Q, A> {
  request: Q
  resolve: (answer: A) => void
  reject: (error: unknown) => void
}

/**
 * Gathers requests that come in one turn of the event loop, or while others are under way, and sends them as one statement.
 * A request that comes alone goes with the end of its turn; under load a round trip and its wake-ups are shared by all who
 * wait.
 */
export class GatheredStatements<Q, A> {
  #waiting: Waiting<Q, A>[] = []
  #underWay = 0
  #isDue = false

  /**
   * @param send answers each request, in the order of the requests; it rejects for all of them
   * @param batchMax requests that travel in one statement at most
   */
  constructor(
    private readonly send: (requests: readonly Q[]) => Promise<readonly A[]>,
    private readonly batchMax = BATCH_MAX,
  ) {}

  /** The answer to a request, from the database as it is when this is called or later. */
  ask(request: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject })
      this.#runSoon()
    })
  }

  #runSoon(): void {
    if (this.#isDue || this.#underWay === UNDER_WAY_MAX) return
    this.#isDue = true
    setImmediate(() => {
      this.#isDue = false
      void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#underWay++
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.batchMax)
      try {
        const answers = await this.send(batch.map(({ request }) => request))
        batch.forEach(({ resolve }, i) => resolve(answers[i]!))
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#underWay--
  }
}
