import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { onceOnly } from '../api/client'
import { useMay } from '../api/me'
import { ActionForm } from '../controls/action-form'
import { useAnnounce } from '../frame/announcements'
import { Choice } from '../list/choice'
import { useTexts } from '../texts/texts'
import { claimsIn, claimText, type Said } from './claims'
import { changeConnection, policyOf, type SeenConnection } from './connection'

const ATTRIBUTES = ['email', 'name', 'locale', 'groups'] as const
type Attribute = (typeof ATTRIBUTES)[number]
/** The claim of which each of our facts is taken. */
type Mapping = Readonly<Record<Attribute, string>>

interface MappingPlaygroundProps {
  readonly seen: SeenConnection
  readonly claims: Said
  readonly onClose: () => void
}

/** What becomes of what a provider has said, tried on somebody real; what is good is kept. */
export function MappingPlayground({ seen, claims, onClose }: MappingPlaygroundProps) {
  const { t } = useTexts()
  const may = useMay()
  const announce = useAnnounce()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const { mapping } = policyOf(seen.connection)
  const usual: Mapping = {
    email: mapping.email.claim,
    name: mapping.name.claim,
    locale: mapping.locale.claim,
    groups: mapping.groups,
  }
  const [chosen, setChosen] = useState(usual)
  const said = new Map(claimsIn(claims))
  const isChanged = ATTRIBUTES.some((name) => chosen[name] !== usual[name])
  const mayKeep = may('connections.manage') && seen.connection.managedBy !== 'file'
  const table = <MappingTable usual={usual} chosen={chosen} said={said} onChange={setChosen} />
  if (!mayKeep) return table
  return (
    <ActionForm
      action={t('mapping.keep')}
      isReady={isChanged}
      act={() => {
        const { groups, ...texts } = chosen
        const rules = Object.entries(texts).map(([name, claim]) => [name, { claim }])
        const wanted = { ...Object.fromEntries(rules), groups }
        return changeConnection(seen, { policy: { mapping: wanted } }, once.current)
      }}
      onDone={() => {
        announce(t('sso.editDone'))
        void client.invalidateQueries({ queryKey: ['connections'] })
        onClose()
      }}
      onCancel={onClose}
    >
      {table}
    </ActionForm>
  )
}

interface MappingTableProps {
  /** as it is kept */
  readonly usual: Mapping
  readonly chosen: Mapping
  readonly said: ReadonlyMap<string, unknown>
  readonly onChange: (chosen: Mapping) => void
}

function MappingTable({ usual, chosen, said, onChange }: MappingTableProps) {
  const { t } = useTexts()
  return (
    <table className="mapping">
      <caption className="hidden-text">{t('mapping.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('mapping.ours')}</th>
          <th scope="col">{t('mapping.theirs')}</th>
          <th scope="col">{t('mapping.result')}</th>
        </tr>
      </thead>
      <tbody>
        {ATTRIBUTES.map((name) => (
          <tr key={name}>
            <th scope="row">{t(`mapping.attribute.${name}`)}</th>
            <td>
              <Choice
                label={t(`mapping.attribute.${name}`)}
                value={chosen[name]}
                options={[...new Set([usual[name], ...said.keys()])].map((each) => ({
                  value: each,
                  name: each,
                }))}
                isSet={chosen[name] !== usual[name]}
                onChange={(claim) => onChange({ ...chosen, [name]: claim })}
              />
            </td>
            <td>
              {said.has(chosen[name]) ? (
                claimText(said.get(chosen[name]))
              ) : (
                <span className="muted">{t('mapping.nothing')}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
