import { useId } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import type { Domain } from './domain'
import { HandleTrial } from './handle-trial'
import { linesOf } from './reserved-names'

type Policy = components['schemas']['HandlePolicy']

const CHOOSERS = ['members', 'new-members', 'administrators'] as const

interface PolicyDialogProps {
  readonly domain: Domain
  /** of the list that was seen */
  readonly tag: string | undefined
  readonly onClose: () => void
}

/** Says what holds for handles below a domain. */
export function PolicyDialog({ domain: one, tag, onClose }: PolicyDialogProps) {
  const { t } = useTexts()
  const id = useId()
  const { domain, policy, rulesPinned, lengthMin, lengthMax } = one
  const numberField = (name: 'lengthMin' | 'lengthMax', usual: number | undefined) => (
    <TextField
      label={t(`domains.${name}`)}
      name={name}
      type="number"
      min={1}
      max={63}
      defaultValue={policy[name]}
      placeholder={usual === undefined ? '' : String(usual)}
      disabled={rulesPinned}
    />
  )
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('domains.policyOf', { domain })}
      lead={t(rulesPinned ? 'domains.rulesPinned' : 'domains.policyLead')}
      action={t('action.save')}
      act={(form) => {
        const body = policyOf(form, policy)
        const header = tag === undefined ? {} : { 'If-Match': tag }
        const params = { path: { domain }, header }
        return dataOf(api.PUT('/admin/v1/domains/{domain}/handle-policy', { params, body }))
      }}
      done={t('domains.policySaved')}
    >
      <div className="field">
        <label htmlFor={id}>{t('domains.chosenBy')}</label>
        <select id={id} name="chosenBy" className="entry" defaultValue={policy.chosenBy ?? 'members'}>
          {CHOOSERS.map((chooser) => (
            <option key={chooser} value={chooser}>
              {t(`chosenBy.${chooser}`)}
            </option>
          ))}
        </select>
      </div>
      {numberField('lengthMin', lengthMin)}
      {numberField('lengthMax', lengthMax)}
      <TextField
        label={t('domains.reservedAdd')}
        hint={t('domains.reservedHint')}
        name="add"
        isLong
        defaultValue={policy.reserved?.add.join(' ')}
        disabled={rulesPinned}
      />
      {!rulesPinned && <HandleTrial domain={domain} policyOf={(form) => policyOf(form, policy)} />}
    </ConfirmDialog>
  )
}

function policyOf(form: FormData, { reserved, labelsMax }: Policy): Policy {
  const numberIn = (name: string) => (form.get(name) ? Number(form.get(name)) : undefined)
  const [lengthMin, lengthMax, add] = [numberIn('lengthMin'), numberIn('lengthMax'), linesOf(form, 'add')]
  const remove = reserved?.remove ?? []
  return {
    chosenBy: form.get('chosenBy') as Policy['chosenBy'] & string,
    ...(lengthMin !== undefined && { lengthMin }),
    ...(lengthMax !== undefined && { lengthMax }),
    ...(labelsMax !== undefined && { labelsMax }),
    ...((add.length > 0 || remove.length > 0) && { reserved: { add, remove } }),
  }
}
