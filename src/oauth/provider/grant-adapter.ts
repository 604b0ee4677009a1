import type { ModelKey, StoredModel } from '../state/oauth-model.store.js'
import { ModelAdapter } from './model-adapter.js'

/** Grants: that of a token was read with it. */
export class GrantAdapter extends ModelAdapter {
  protected override async read(key: ModelKey, now: Date): Promise<StoredModel | undefined> {
    return this.keeping.presented.takeGrant(key.id) ?? super.read(key, now)
  }
}
