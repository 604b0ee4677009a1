import { useId } from 'react'
import type { components } from '../api/generated/schema'
import { Badge } from '../controls/state-badge'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { settingAmount } from './setting-amount'

type Setting = components['schemas']['Setting']

/** The entry for a setting, as its kind wants it. What is left empty has its default. */
export function SettingField({ setting }: { readonly setting: Setting }) {
  const { t, language } = useTexts()
  const { env, kind, help, value, default: usual, pinned, source } = setting
  const amount = usual === undefined ? undefined : settingAmount(setting, usual, language)
  const shown = amount === undefined ? usual : `${usual} (${amount})`
  const hint = [help, shown === undefined ? undefined : t('settings.usual', { value: shown })]
    .filter(Boolean)
    .join(' ')
  const set = source === 'database' || pinned ? value : undefined
  const choices =
    kind === 'boolean' ? ['true', 'false'] : kind.includes(' | ') ? kind.split(' | ') : undefined
  return (
    <div>
      {choices ? (
        <ChoiceField name={env} hint={hint} set={set} choices={choices} isPinned={pinned} />
      ) : (
        <TextField
          label={env}
          hint={hint}
          name={env}
          defaultValue={set ?? ''}
          placeholder={usual ?? ''}
          inputMode={kind === 'integer' || kind.startsWith('duration') ? 'numeric' : undefined}
          disabled={pinned}
          spellCheck={false}
        />
      )}
      {pinned && <Badge tone="info">{t('settings.environment')}</Badge>}
    </div>
  )
}

interface ChoiceFieldProps {
  readonly name: string
  readonly hint: string
  readonly set: string | undefined
  readonly choices: readonly string[]
  readonly isPinned: boolean
}

function ChoiceField({ name, hint, set, choices, isPinned }: ChoiceFieldProps) {
  const { t, nameOf } = useTexts()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      <select
        id={id}
        name={name}
        className="entry"
        defaultValue={set ?? ''}
        disabled={isPinned}
        aria-describedby={`${id}-hint`}
      >
        <option value="">{t('settings.asUsual')}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {nameOf('settingChoice', choice)}
          </option>
        ))}
      </select>
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  )
}
