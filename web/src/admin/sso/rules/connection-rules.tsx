import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { onceOnly } from '../../api/client'
import { useMay } from '../../api/me'
import { ActionForm } from '../../controls/action-form'
import { useAnnounce } from '../../frame/announcements'
import { useTexts } from '../../texts/texts'
import { changeConnection, type Connection, type SeenConnection } from '../connection'
import { PolicyTrial } from '../policy-trial'
import { RuleEntry } from './rule-entry'
import { POLICY_PARTS, type RulePart } from './rule-fields'
import { valuesIn } from './rule-values'

/** All that is wanted of people whom a provider sends: seen, tried, and changed. */
export default function ConnectionRules({ seen }: { readonly seen: SeenConnection }) {
  const may = useMay()
  // Cancelled, it is drawn anew, as it is after somebody else has changed it.
  const [round, setRound] = useState(0)
  const { connection, tag } = seen
  if (connection.managedBy === 'file' || !may('connections.manage'))
    return (
      <fieldset className="bare" disabled>
        <Parts connection={connection} />
      </fieldset>
    )
  return <RulesForm key={`${tag} ${round}`} seen={seen} onCancel={() => setRound(round + 1)} />
}

interface RulesFormProps {
  readonly seen: SeenConnection
  readonly onCancel: () => void
}

function RulesForm({ seen, onCancel }: RulesFormProps) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const { connection } = seen
  const policyIn = (form: FormData) =>
    valuesIn(
      form,
      partsOf(connection).flatMap(({ fields }) => fields),
    )
  return (
    <ActionForm
      action={t('action.save')}
      act={(form) => changeConnection(seen, { policy: policyIn(form) }, once.current)}
      onDone={() => {
        announce(t('sso.editDone'))
        void client.invalidateQueries({ queryKey: ['connections'] })
      }}
      onCancel={onCancel}
    >
      <Parts connection={connection} />
      <section className="panel">
        <h2>{t('rules.trial')}</h2>
        <p className="muted">{t('rules.trialLead')}</p>
        <PolicyTrial id={connection.id} policyIn={policyIn} />
      </section>
    </ActionForm>
  )
}

function Parts({ connection }: { readonly connection: Connection }) {
  const { nameOf } = useTexts()
  const policy = connection.policy as Readonly<Record<string, unknown>>
  return (
    <div className="stack">
      {partsOf(connection).map(({ name, fields }) => (
        <section key={name} className="panel" aria-labelledby={`rules-${name}`}>
          <h2 id={`rules-${name}`}>{nameOf('rules.part', name)}</h2>
          <p className="muted">{nameOf('rules.lead', name)}</p>
          <div className={`rule-fields ${name}`}>
            {fields.map((field) => (
              <RuleEntry key={field.at} field={field} values={policy} />
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

/** Providers of SAML always say when they have asked. */
function partsOf({ kind }: Connection): readonly RulePart[] {
  if (kind !== 'saml') return POLICY_PARTS
  return POLICY_PARTS.map((part) => ({
    ...part,
    fields: part.fields.filter(({ at }) => at !== 'stepUp.freshness'),
  }))
}
