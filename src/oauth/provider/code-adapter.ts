import type { ModelKey, StoredModel } from '../state/oauth-model.store.js'
import { ModelAdapter } from './model-adapter.js'

/** Codes: what is asked about one is read with it. */
export class CodeAdapter extends ModelAdapter {
  protected override read(key: ModelKey, now: Date): Promise<StoredModel | undefined> {
    return this.keeping.presented.find(key, now)
  }
}
