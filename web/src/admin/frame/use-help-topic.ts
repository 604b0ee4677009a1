import { useMatches } from '@tanstack/react-router'
import { PLACES } from './places'

type PlaceName = (typeof PLACES)[number][number]['name']

/** Whatever `help.on` of the texts explains. */
export type HelpTopic = PlaceName | 'account'

/** What the screen that is open is about; absent where nothing is. */
export function useHelpTopic(): HelpTopic | undefined {
  const route = useMatches().at(-1)?.routeId
  if (route === '/accounts/$did') return 'account'
  // What is below a place is explained with it.
  const [place] = /^\/[^/]*/.exec(route ?? '') ?? []
  return PLACES.flat().find(({ to }) => to === place)?.name
}
