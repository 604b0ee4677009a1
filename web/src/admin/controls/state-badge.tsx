import type { components } from '../api/generated/schema'
import { useTexts } from '../texts/texts'

export type AccountState = components['schemas']['Account']['state']

const TONES: Readonly<Record<AccountState, string>> = {
  active: 'success',
  locked: 'warning',
  offboarding: 'warning',
  deactivated: 'quiet',
  suspended: 'warning',
  takendown: 'error',
  deleted: 'quiet',
}

/** Where an account stands, in a word and a colour. */
export function StateBadge({ state }: { readonly state: AccountState }) {
  const { t } = useTexts()
  return <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
}

/** A word that stands out. @param tone `success`, `warning`, `error`, `info` or `quiet` */
export function Badge({ tone, children }: { readonly tone: string; readonly children: string }) {
  return <span className={`badge ${tone}`}>{children}</span>
}
