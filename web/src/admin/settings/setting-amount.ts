import type { components } from '../api/generated/schema'
import { bytesText } from '../controls/amounts'
import { secondsText } from '../controls/lengths'

const MS_PER_S = 1_000

/**
 * A value of a setting as people read it: a length of time, or an amount of data; undefined where the value is that
 * already.
 */
export function settingAmount(
  { env, kind }: Pick<components['schemas']['Setting'], 'env' | 'kind'>,
  value: string,
  language: string,
): string | undefined {
  const amount = Number(value)
  if (kind.startsWith('duration') && amount >= MS_PER_S) return secondsText(amount / MS_PER_S, language)
  if (env.endsWith('_BYTES') && amount > 0) return bytesText(amount, language)
  return undefined
}
