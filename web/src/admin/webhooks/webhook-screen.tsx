import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../api/me'
import { Fact, Facts } from '../controls/facts'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { ScreenHead } from '../controls/screen-head'
import { useTexts } from '../texts/texts'
import { Deliveries } from './deliveries'
import type { Webhook } from './webhook'
import { webhookQuery } from './webhook'
import { type WebhookDeed, WebhookDialogs } from './webhook-dialogs'
import { WebhookState } from './webhook-state'

/** One webhook: what it is told, and how that went. */
export function WebhookScreen() {
  const { id } = useParams({ from: '/webhooks/$id' })
  const { t } = useTexts()
  const query = useQuery(webhookQuery(id))
  return (
    <section className="screen">
      <Link to="/webhooks" className="way-back">
        <Icon name="back" />
        {t('place.webhooks')}
      </Link>
      <Loaded query={query}>
        {({ webhook, tag }) => (
          <>
            <Head webhook={webhook} tag={tag} />
            <WebhookFacts webhook={webhook} />
            <Deliveries id={webhook.id} />
          </>
        )}
      </Loaded>
    </section>
  )
}

interface HeadProps {
  readonly webhook: Webhook
  readonly tag: string | undefined
}

function Head({ webhook, tag }: HeadProps) {
  const { t } = useTexts()
  const may = useMay()
  const [deed, setDeed] = useState<WebhookDeed>()
  const deeds: readonly WebhookDeed[] = [
    'test',
    'edit',
    'rotate',
    ...(webhook.enabled ? (['redeliverDead', 'switchOff'] as const) : (['switchOn'] as const)),
    'remove',
  ]
  return (
    <>
      <ScreenHead title={webhook.description || webhook.url} lead={<WebhookState webhook={webhook} />}>
        {may('webhooks.manage') &&
          deeds.map((name) => (
            <button key={name} type="button" className="button" onClick={() => setDeed(name)}>
              {t(`webhooks.${name}`)}
            </button>
          ))}
      </ScreenHead>
      <WebhookDialogs webhook={webhook} tag={tag} deed={deed} onClose={() => setDeed(undefined)} />
    </>
  )
}

function WebhookFacts({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTexts()
  const { url, events, personal, createdAt } = webhook
  return (
    <div className="panel spaced">
      <Facts>
        <Fact name={t('webhooks.url')} copy={url}>
          <code>{url}</code>
        </Fact>
        <Fact name={t('webhooks.events')}>
          <span className="joined">
            {events.map((event) => (
              <code key={event}>{event}</code>
            ))}
          </span>
        </Fact>
        <Fact name={t('webhooks.personal')}>{t(personal ? 'action.yes' : 'action.no')}</Fact>
        <Fact name={t('invites.created')}>
          <Moment at={createdAt} />
        </Fact>
      </Facts>
    </div>
  )
}
