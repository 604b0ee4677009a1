import { Injectable } from '@nestjs/common'
import { Metrics } from './metrics.js'

/** How a cache fares. */
export interface CacheUse {
  /** look-ups that found something */
  readonly hits: number
  /** look-ups that found nothing */
  readonly misses: number
  /** entries held at present */
  readonly size: number
}

/** Shows how the caches of this process fare. */
@Injectable()
export class Caches {
  readonly #caches = new Map<string, () => CacheUse>()

  constructor(metrics: Metrics) {
    const caches = this.#caches
    metrics.counter({
      name: 'pds_cache_lookups_total',
      help: 'Look-ups in caches of this process by result: hit or miss.',
      labelNames: ['cache', 'result'],
      collect() {
        this.reset()
        for (const [cache, use] of caches) {
          const { hits, misses } = use()
          this.inc({ cache, result: 'hit' }, hits)
          this.inc({ cache, result: 'miss' }, misses)
        }
      },
    })
    metrics.gauge({
      name: 'pds_cache_entries',
      help: 'Entries in caches of this process.',
      labelNames: ['cache'],
      collect() {
        for (const [cache, use] of caches) this.set({ cache }, use().size)
      },
    })
  }

  /** Shows a cache under a name of its own. @param use is called when somebody asks */
  show(name: string, use: () => CacheUse): void {
    this.#caches.set(name, use)
  }
}
