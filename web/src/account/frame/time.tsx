import { useTranslation } from 'react-i18next'
import type { TextKey } from '../../i18n/words'

/**
 * A time in words. The server does not know where its reader is: it is told in UTC, and the browser tells it in the
 * reader's own time where scripts run.
 */
export function Time({ at }: { readonly at: string }) {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  return (
    <time dateTime={at} data-local>
      {`${format.format(new Date(at))} UTC`}
    </time>
  )
}

interface WhenProps {
  readonly text: TextKey
  readonly at: string
}

/** Stands in a text where the time will be. */
const MARK = '\u0000'

/** A text with a time in it, which it calls `{{time}}`. */
export function When({ text, at }: WhenProps) {
  const { t } = useTranslation()
  const [before, after] = t(text, { time: MARK }).split(MARK)
  return (
    <span>
      {before}
      <Time at={at} />
      {after}
    </span>
  )
}
