import { useQuery } from '@tanstack/react-query'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { eventsQuery, type Webhook, type WebhookEvent } from './webhook'

interface WebhookFieldsProps {
  /** as it is; absent: there is none yet */
  readonly webhook?: Webhook
  readonly chosen: readonly WebhookEvent[]
  readonly onChoose: (chosen: readonly WebhookEvent[]) => void
}

/** Where a webhook is, and what it is told. */
export function WebhookFields({ webhook, chosen, onChoose }: WebhookFieldsProps) {
  const { t } = useTexts()
  const { data } = useQuery(eventsQuery)
  return (
    <>
      <TextField
        label={t('webhooks.url')}
        hint={t('webhooks.urlHint')}
        name="url"
        type="url"
        required
        autoFocus
        spellCheck={false}
        defaultValue={webhook?.url}
      />
      <TextField
        label={t('webhooks.description')}
        name="description"
        maxLength={200}
        defaultValue={webhook?.description}
      />
      <fieldset className="choices">
        <legend>{t('webhooks.events')}</legend>
        {(data?.data ?? []).map(({ type, help }) => (
          <label key={type}>
            <input
              type="checkbox"
              checked={chosen.includes(type)}
              onChange={({ target }) =>
                onChoose(target.checked ? [...chosen, type] : chosen.filter((each) => each !== type))
              }
            />
            <span>
              <code>{type}</code> <span className="muted">{help}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <label className="check">
        <input type="checkbox" name="personal" defaultChecked={webhook?.personal ?? false} />
        {t('webhooks.personal')}
      </label>
    </>
  )
}

/** What the fields say. */
export function webhookOf(form: FormData, events: readonly WebhookEvent[]) {
  return {
    url: String(form.get('url')).trim(),
    description: String(form.get('description') ?? '').trim(),
    personal: form.get('personal') !== null,
    events: [...events],
  }
}
