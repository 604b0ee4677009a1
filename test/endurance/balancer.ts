const LOOK_EVERY_MS = 500
const ANSWER_MAX_MS = 2_000

/** Shares calls out among nodes as a balancer in front of them would: among those that say that they are ready. */
export class Balancer {
  #ready: readonly string[]
  #timer: NodeJS.Timeout | undefined
  #turn = 0

  constructor(private readonly urls: readonly string[]) {
    this.#ready = urls
  }

  async start(): Promise<void> {
    await this.#look()
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** The URL for the next call. */
  next(): string {
    return this.#ready[this.#turn++ % this.#ready.length]!
  }

  async #look(): Promise<void> {
    const ready = await Promise.all(this.urls.map(isReady))
    const found = this.urls.filter((_, index) => ready[index])
    // With nobody ready, whoever calls is to hear it from a node.
    this.#ready = found.length > 0 ? found : this.urls
  }
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_MAX_MS) }).catch(
    () => undefined,
  )
  await answer?.body?.cancel()
  return answer?.status === 200
}
