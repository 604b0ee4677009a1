import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { Loaded } from '../controls/loaded'
import { ScreenHead } from '../controls/screen-head'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { DomainCard } from './domain-card'
import { domainsQuery } from './domains-query'
import { FormerHandles } from './former-handles'
import { HandleLab } from './handle-lab'
import { ReservedNames } from './reserved-names'

/** The domains of handles: which there are, what they need, and who may have which handle. */
export function DomainsScreen() {
  const { t } = useTexts()
  const mayManage = useMay()('domains.manage')
  const [isAdding, setAdding] = useState(false)
  const query = useQuery(domainsQuery)
  return (
    <section className="screen">
      <ScreenHead title={t('place.domains')} lead={t('domains.lead')}>
        {mayManage && (
          <button type="button" className="button primary" onClick={() => setAdding(true)}>
            {t('domains.add')}
          </button>
        )}
      </ScreenHead>
      <Loaded query={query}>
        {({ data, tag }) => (
          <ul className="plain-list">
            {data.map((domain) => (
              <li key={domain.domain}>
                <DomainCard domain={domain} tag={tag} mayManage={mayManage} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <ReservedNames mayManage={mayManage} />
      <HandleLab />
      <FormerHandles />
      <ConfirmDialog
        open={isAdding}
        onClose={() => setAdding(false)}
        title={t('domains.add')}
        lead={t('domains.addLead')}
        action={t('domains.add')}
        act={(form, headers) =>
          dataOf(
            api.POST('/admin/v1/domains', { body: { domain: String(form.get('domain')).trim() }, headers }),
          )
        }
        done={t('domains.added')}
      >
        <TextField
          label={t('domains.domain')}
          hint={t('domains.domainHint')}
          name="domain"
          required
          autoFocus
          spellCheck={false}
        />
      </ConfirmDialog>
    </section>
  )
}
