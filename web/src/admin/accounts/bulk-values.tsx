import { useId } from 'react'
import { BYTES_PER_MEGABYTE } from '../controls/amounts'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { type BulkValues, type BulkVerb } from './bulk-verbs'
import { CLASSES } from './facts-dialog'
import { OFFBOARD_DAYS, OFFBOARD_NOTICE_DAYS } from './verbs'

const DAYS_MAX = 365

/** What has to be said with a verb, if anything. */
export function BulkValueFields({ verb }: { readonly verb: BulkVerb }) {
  const { t } = useTexts()
  const id = useId()
  switch (verb) {
    case 'offboard':
      return (
        <TextField
          label={t('bulkOrder.days')}
          hint={t('bulkOrder.daysHint', { days: OFFBOARD_NOTICE_DAYS })}
          name="days"
          type="number"
          min={OFFBOARD_NOTICE_DAYS}
          max={DAYS_MAX}
          required
          autoFocus
          defaultValue={OFFBOARD_DAYS}
        />
      )
    case 'set-class':
      return (
        <div className="field">
          <label htmlFor={id}>{t('memberFacts.class')}</label>
          <select id={id} name="class" className="entry" autoFocus>
            <option value="">{t('memberFacts.unknownClass')}</option>
            {CLASSES.map((each) => (
              <option key={each} value={each}>
                {t(`class.${each}`)}
              </option>
            ))}
          </select>
        </div>
      )
    case 'add-tags':
    case 'remove-tags':
      return (
        <TextField
          label={t('memberFacts.tags')}
          hint={t('memberFacts.tagsHint')}
          name="tags"
          required
          autoFocus
          autoCapitalize="none"
          spellCheck={false}
        />
      )
    case 'set-quota':
      return (
        <TextField
          label={t('memberFacts.quota')}
          hint={t('bulkOrder.quotaHint')}
          name="quota"
          type="number"
          min={0}
          step="any"
          autoFocus
        />
      )
    default:
      return undefined
  }
}

/** Whether something has to be said with a verb. */
export const hasValue = (verb: BulkVerb) =>
  ['offboard', 'set-class', 'add-tags', 'remove-tags', 'set-quota'].includes(verb)

/** What was said with a verb. */
export function bulkValuesIn(verb: BulkVerb, form: FormData): BulkValues {
  const said = (name: string) => String(form.get(name) ?? '').trim()
  switch (verb) {
    case 'offboard':
      return { days: Number(said('days')) }
    case 'set-class':
      return { class: said('class') === '' ? null : (said('class') as NonNullable<BulkValues['class']>) }
    case 'add-tags':
    case 'remove-tags':
      return { tags: said('tags').split(/[\s,]+/u) }
    case 'set-quota':
      return {
        quotaBytes: said('quota') === '' ? null : Math.round(Number(said('quota')) * BYTES_PER_MEGABYTE),
      }
    default:
      return {}
  }
}
