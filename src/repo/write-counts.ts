import { bundledLexicons } from '@guildhall/lexicon'
import { Injectable } from '@nestjs/common'
import { Refusal } from '../refusal.js'
import { Metrics, Tallies } from '../telemetry/index.js'

/** Collections of other vocabularies: their names are whatever members like. */
const OTHER = 'other'

type Action = 'create' | 'update' | 'delete' | 'put'

/** Counts writes to repositories by collection, action and outcome. */
@Injectable()
export class WriteCounts {
  readonly #writes = new Tallies('collection', 'action', 'outcome')
  readonly #known = bundledLexicons()

  constructor(metrics: Metrics) {
    metrics.expose(
      'pds_repo_writes_total',
      'Writes of records by collection, action and outcome: stored, refused or failed.',
      this.#writes,
    )
  }

  /** Counts writes that were asked for together, by how they end. */
  async of<T>(writes: readonly { collection: string; action: Action }[], done: Promise<T>): Promise<T> {
    try {
      const result = await done
      this.#add(writes, 'stored')
      return result
    } catch (error) {
      this.#add(writes, error instanceof Refusal ? 'refused' : 'failed')
      throw error
    }
  }

  #add(writes: readonly { collection: string; action: Action }[], outcome: string): void {
    for (const { collection, action } of writes) {
      this.#writes.of(this.#known.has(collection) ? collection : OTHER, action, outcome).add()
    }
  }
}
