import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import type { components } from '../api/generated/schema'
import { CopyButton } from '../controls/copy-button'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { ScreenHead } from '../controls/screen-head'
import { Badge } from '../controls/state-badge'
import { Facet } from '../list/facet'
import { useScreenSearch } from '../list/search'
import { SearchField } from '../list/search-field'
import { useTexts } from '../texts/texts'
import { GroupDialog, type GroupName } from './group-dialog'
import { Reasons } from './reasons'
import { settingAmount } from './setting-amount'
import { inLanguage } from './setting-texts'

type Setting = components['schemas']['Setting']

const SOURCES = ['environment', 'database', 'default', 'derived', 'unset'] as const

/** Every setting: what it is, where that comes from, what it means. */
export function SettingsScreen() {
  const { t, language } = useTexts()
  const { search, change } = useScreenSearch()
  const [group, setGroup] = useState<GroupName>()
  const query = useQuery({
    queryKey: ['settings'],
    queryFn: async () => inLanguage((await dataOf(api.GET('/admin/v1/settings'))).data, language),
  })
  return (
    <section className="screen">
      <ScreenHead title={t('place.settings')} lead={t('settings.lead')} />
      <div className="toolbar" role="search">
        <SearchField
          label={t('settings.search')}
          value={search['q'] ?? ''}
          onChange={(q) => change({ q: q || undefined })}
        />
        <Facet
          label={t('settings.source')}
          value={search['source']}
          options={SOURCES.map((source) => ({ value: source, name: t(`settings.${source}`) }))}
          onChange={(source) => change({ source })}
        />
      </div>
      <Loaded query={query}>
        {(settings) => (
          <Sections settings={settings.filter((setting) => isWanted(setting, search))} onChange={setGroup} />
        )}
      </Loaded>
      <Reasons />
      {group !== undefined && <GroupDialog group={group} onClose={() => setGroup(undefined)} />}
    </section>
  )
}

function isWanted(
  { env, help, section, source }: Setting,
  search: Readonly<Record<string, string | undefined>>,
) {
  const wanted = (search['q'] ?? '').toLowerCase()
  const isFound = `${env} ${help} ${section}`.toLowerCase().includes(wanted)
  return isFound && (search['source'] === undefined || search['source'] === source)
}

interface SectionsProps {
  readonly settings: readonly Setting[]
  /** somebody wants to change settings of a group */
  readonly onChange: (group: GroupName) => void
}

function Sections({ settings, onChange }: SectionsProps) {
  const { t } = useTexts()
  const sections = [...new Set(settings.map(({ section }) => section))]
  if (sections.length === 0) {
    return <EmptyState icon="gear" title={t('list.noMatch')} lead={t('list.noMatchLead')} />
  }
  return sections.map((section) => (
    <section key={section} className="panel spaced">
      <h2 className="section-name">{section}</h2>
      <ul className="settings">
        {settings
          .filter((setting) => setting.section === section)
          .map((setting) => (
            <SettingLine key={setting.env} setting={setting} onChange={onChange} />
          ))}
      </ul>
    </section>
  ))
}

interface SettingLineProps {
  readonly setting: Setting
  readonly onChange: (group: GroupName) => void
}

function SettingLine({ setting, onChange }: SettingLineProps) {
  const { t, language } = useTexts()
  const may = useMay()
  const { env, help, secret, value, source, pinned, group } = setting
  return (
    <li>
      <div className="joined">
        <code className="setting-name">{env}</code>
        <CopyButton text={env} what={env} />
        <Badge tone={pinned ? 'info' : source === 'database' ? 'success' : 'quiet'}>
          {t(`settings.${source}`)}
        </Badge>
        {group === undefined && <Badge tone="quiet">{t('settings.restart')}</Badge>}
        {group !== undefined && !pinned && may('settings.edit') && (
          <button
            type="button"
            className="link-button"
            aria-label={t('settings.change', { name: env })}
            onClick={() => onChange(group)}
          >
            {t('action.edit')}
          </button>
        )}
      </div>
      <p className="muted">{help}</p>
      {secret || !value ? (
        <p className="muted">{t(secret ? 'settings.secret' : 'settings.none')}</p>
      ) : (
        <p className="joined">
          <code>{value}</code>
          <span className="muted">{settingAmount(setting, value, language)}</span>
        </p>
      )}
    </li>
  )
}
