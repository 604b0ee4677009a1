import { browserTraits } from '../account/index.js'
import type { PlaceView } from './portal-state.js'

/** From where something was done, in words, as far as it is known. */
export function placeOf(userAgent: string | undefined, ip: string | undefined): PlaceView {
  return { ip, ...browserTraits(userAgent) }
}
