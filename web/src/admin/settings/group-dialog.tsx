import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { Loaded } from '../controls/loaded'
import { useTexts } from '../texts/texts'
import { SettingField } from './setting-field'
import { inLanguage } from './setting-texts'

type Group = components['schemas']['SettingGroup']
export type GroupName = Group['group']

interface GroupDialogProps {
  readonly group: GroupName
  readonly onClose: () => void
}

/** Changes settings of one group, on all nodes at once. */
export function GroupDialog({ group, onClose }: GroupDialogProps) {
  const { language } = useTexts()
  const query = useQuery({
    queryKey: ['settings', group],
    queryFn: async () => {
      const seen = await dataOf(api.GET('/admin/v1/settings/{group}', { params: { path: { group } } }))
      return { ...seen, data: await inLanguage(seen.data, language) }
    },
    staleTime: 0,
    gcTime: 0,
  })
  return <Loaded query={query}>{(seen) => <GroupForm seen={seen} onClose={onClose} />}</Loaded>
}

function GroupForm({ seen, onClose }: { readonly seen: Group; readonly onClose: () => void }) {
  const { t, nameOf } = useTexts()
  const { group, version } = seen
  const save = (form: FormData) => {
    const free = seen.data.filter(({ pinned }) => !pinned)
    const values = Object.fromEntries(free.map(({ env }) => [env, String(form.get(env) ?? '')]))
    const params = { path: { group }, header: { 'If-Match': `"${version}"` } }
    return dataOf(api.PUT('/admin/v1/settings/{group}', { params, body: { values } }))
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={nameOf('settingGroup', group)}
      lead={t('settings.groupLead')}
      action={t('action.save')}
      act={save}
      done={t('settings.saved')}
    >
      {seen.data.map((setting) => (
        <SettingField key={setting.env} setting={setting} />
      ))}
    </ConfirmDialog>
  )
}
