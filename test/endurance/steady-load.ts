import { setTimeout as sleep } from 'node:timers/promises'

const TICK_MS = 10

/** Does one thing at a time when it is told to, and says itself how that went. */
export interface Worker {
  act(): Promise<unknown>
}

/** Has workers act so often a second, however long each of them takes; whoever is still at it is left out. */
export class SteadyLoad {
  /** Times that something was due and nobody was free. */
  heldBack = 0
  done = 0
  readonly #busy = new Set<Worker>()
  readonly #under: Set<Promise<unknown>> = new Set()
  #running: Promise<void> | undefined
  #isOver = false
  #turn = 0

  /** @param teams workers who take turns: one of the first team, one of the second, and so on */
  constructor(
    private readonly teams: readonly (readonly Worker[])[],
    private readonly perSecond: number,
  ) {}

  start(): void {
    this.#running = this.#run()
  }

  /** Resolves when nobody is at work any more. */
  async stop(): Promise<void> {
    this.#isOver = true
    await this.#running
    await Promise.all(this.#under)
  }

  async #run(): Promise<void> {
    const beganMs = performance.now()
    let due = 0
    while (!this.#isOver) {
      const wanted = Math.floor(((performance.now() - beganMs) / 1000) * this.perSecond)
      for (; due < wanted; due++) this.#next()
      await sleep(TICK_MS)
    }
  }

  #next(): void {
    const turn = this.#turn++
    const team = this.teams[turn % this.teams.length]!
    const from = Math.floor(turn / this.teams.length)
    const worker = team
      .map((_, index) => team[(from + index) % team.length]!)
      .find((one) => !this.#busy.has(one))
    if (!worker) return void this.heldBack++
    this.#busy.add(worker)
    const acting = worker.act().finally(() => {
      this.done++
      this.#busy.delete(worker)
      this.#under.delete(acting)
    })
    this.#under.add(acting)
  }
}
