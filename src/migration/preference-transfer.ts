import { isDeepStrictEqual } from 'node:util'
import { app } from '@guildhall/lexicon'
import { finish, type Move } from './move.js'
import { EXIT, MoveProblem } from './move-problem.js'
import { patiently } from './patience.js'
import type { PdsClient } from './pds-client.js'
import { PdsFailure } from './pds-failure.js'

const { getPreferences, putPreferences } = app.bsky.actor

/** What servers answer that keep no preferences. The method has no parameters that could be wrong. */
const KEEPS_NONE = new Set([400, 404, 501])

/** Brings the preferences here, where both servers keep some. */
export async function movePreferences(move: Move): Promise<void> {
  const { old, here, terminal } = move
  const preferences = await preferencesAt(old)
  if (preferences === undefined) terminal.say(`${old.name} keeps no preferences.`)
  else if ((await preferencesAt(here)) === undefined) {
    terminal.say(`Preferences are not moved: ${here.name} keeps none.`)
  } else {
    await patiently(() => here.post(putPreferences, { preferences }))
    // Their order means nothing.
    if (!isDeepStrictEqual(new Set(await preferencesAt(here)), new Set(preferences))) {
      throw new MoveProblem(`The preferences at ${here.name} are not those of ${old.name}.`, EXIT.different)
    }
    terminal.say(`All ${preferences.length} preferences are here.`)
  }
  await finish(move, 'preferences')
}

/** Undefined when the server keeps none. */
async function preferencesAt(client: PdsClient) {
  try {
    return (await client.get(getPreferences)).preferences
  } catch (error) {
    if (error instanceof PdsFailure && KEEPS_NONE.has(error.status)) return undefined
    throw error
  }
}
