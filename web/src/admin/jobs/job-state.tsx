import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'

const TONES: Readonly<Record<string, string>> = { active: 'info', done: 'success', failed: 'error' }

/** Where long work stands. */
export function JobState({ state }: { readonly state: string }) {
  const { nameOf } = useTexts()
  return <Badge tone={TONES[state] ?? 'quiet'}>{nameOf('jobs.state', state)}</Badge>
}
