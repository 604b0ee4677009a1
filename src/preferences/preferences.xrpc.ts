import type { LexMap } from '@guildhall/data'
import { app } from '@guildhall/lexicon'
import { type Call, rpcScope, signedIn, Xrpc, XrpcController } from '../xrpc/index.js'
import { Preferences } from './preferences.js'
import { readerOf } from './preference-reader.xrpc.js'

const { getPreferences, putPreferences } = app.bsky.actor

/** Applications ask for them as for methods of the service that they belong to. */
const APP_VIEW = 'did:web:api.bsky.app#bsky_appview'

/** Private preferences: `app.bsky.actor`. They are kept here and not sent to any other service. */
@XrpcController()
export class PreferencesXrpc {
  constructor(private readonly preferences: Preferences) {}

  @Xrpc(getPreferences, signedIn(() => rpcScope(getPreferences.nsid, APP_VIEW), { takendown: true }))
  async getPreferences({ caller }: Call<typeof getPreferences>) {
    const { did, isFull } = readerOf(caller)
    return { preferences: (await this.preferences.of(did, isFull)) as never }
  }

  @Xrpc(putPreferences, signedIn(() => rpcScope(putPreferences.nsid, APP_VIEW)))
  async putPreferences({ input, caller }: Call<typeof putPreferences>) {
    const { did, isFull } = readerOf(caller)
    await this.preferences.replace(did, input.preferences as unknown as LexMap[], isFull)
  }
}
