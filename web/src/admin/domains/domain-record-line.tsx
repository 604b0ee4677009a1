import type { components } from '../api/generated/schema'
import { CopyButton } from '../controls/copy-button'
import { useTexts } from '../texts/texts'

/** A record as it has to stand in a zone, to be copied. */
export function DomainRecordLine({ record }: { readonly record: components['schemas']['DomainRecord'] }) {
  const { t } = useTexts()
  const { type, name, value } = record
  return (
    <dl className="record">
      <div>
        <dt>{t('domains.recordType')}</dt>
        <dd>
          <code>{type}</code>
        </dd>
      </div>
      <div>
        <dt>{t('domains.recordName')}</dt>
        <dd>
          <code>{name}</code>
          <CopyButton text={name} what={t('domains.recordName')} />
        </dd>
      </div>
      <div>
        <dt>{t('domains.recordValue')}</dt>
        <dd>
          <code>{value}</code>
          <CopyButton text={value} what={t('domains.recordValue')} />
        </dd>
      </div>
    </dl>
  )
}
