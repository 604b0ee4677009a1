import type { LexMap } from '@guildhall/data'
import { app } from '@guildhall/lexicon'
import { type Call, signedIn, Xrpc, XrpcController } from '../xrpc/index.js'
import { Preferences } from './preferences.js'
import { readerOf } from './preference-reader.xrpc.js'

const { getPreferences, putPreferences } = app.bsky.actor

/** Private preferences: `app.bsky.actor`. They are kept here and not sent to any other service. */
@XrpcController()
export class PreferencesXrpc {
  constructor(private readonly preferences: Preferences) {}

  @Xrpc(getPreferences, signedIn(undefined, { takendown: true }))
  async getPreferences({ caller }: Call<typeof getPreferences>) {
    const { did, isFull } = readerOf(caller)
    return { preferences: (await this.preferences.of(did, isFull)) as never }
  }

  @Xrpc(putPreferences, signedIn())
  async putPreferences({ input, caller }: Call<typeof putPreferences>) {
    const { did, isFull } = readerOf(caller)
    await this.preferences.replace(did, input.preferences as unknown as LexMap[], isFull)
  }
}
