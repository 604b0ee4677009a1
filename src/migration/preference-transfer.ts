import { isDeepStrictEqual } from 'node:util'
import { app } from '@guildhall/lexicon'
import { finish, type Move } from './move.js'
import { EXIT, MoveProblem } from './move-problem.js'
import { patiently } from './patience.js'
import { PdsFailure } from './pds-failure.js'

const { getPreferences, putPreferences } = app.bsky.actor

/** Brings the preferences here, where both servers keep some. */
export async function movePreferences(move: Move): Promise<void> {
  const { old, here, terminal } = move
  const unknown = await copy(move).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof PdsFailure && error.isUnknownMethod) return error
      throw error
    },
  )
  if (unknown) {
    terminal.say(`Preferences are not moved: ${old.name} or ${here.name} keeps none (${unknown.message}).`)
  }
  await finish(move, 'preferences')
}

async function copy({ old, here, terminal }: Move): Promise<void> {
  const { preferences } = await old.get(getPreferences)
  await patiently(() => here.post(putPreferences, { preferences }))
  const arrived = await here.get(getPreferences)
  if (!isDeepStrictEqual(new Set(arrived.preferences), new Set(preferences))) {
    throw new MoveProblem('The preferences here are not those of the old server.', EXIT.different)
  }
  terminal.say(`All ${preferences.length} preferences are here.`)
}
