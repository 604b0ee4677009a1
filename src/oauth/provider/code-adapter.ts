import type { ModelKey, StoredModel } from '../state/oauth-model.store.js'
import { ModelAdapter } from './model-adapter.js'

/** Codes: what is asked about one is read with it, and one is used up when the tokens that it gives are kept. */
export class CodeAdapter extends ModelAdapter {
  override async consume(id: string): Promise<void> {
    if (!this.keeping.presented.useWithNext(this.keyOf(id))) await super.consume(id)
  }

  protected override read(key: ModelKey, now: Date): Promise<StoredModel | undefined> {
    return this.keeping.presented.find(key, now)
  }
}
