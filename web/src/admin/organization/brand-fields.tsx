import { Badge } from '../controls/state-badge'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import type { Brand, BrandValues } from './brand-query'
import { ColourField } from './colour-field'
import { PictureField } from './picture-field'

const COLOURS = ['primaryColor', 'errorColor', 'warningColor', 'infoColor', 'successColor'] as const
const LINKS = ['homeUrl', 'supportUrl', 'privacyPolicyUrl', 'termsOfServiceUrl'] as const
const PICTURES = ['logo', 'backgroundLight', 'backgroundDark'] as const

type TextName = 'serviceName' | (typeof LINKS)[number] | 'footer' | 'mailName' | 'mailReplyTo'

interface BrandFieldsProps {
  readonly seen: Brand
  readonly values: BrandValues
  readonly onChange: (values: BrandValues) => void
}

/** All that looks are made of. What is left empty is as the rest of the organization has it. */
export function BrandFields({ seen, values, onChange }: BrandFieldsProps) {
  const { t } = useTexts()
  const isPinned = (name: string) => seen.pinned.some((each) => each === name)
  const line = (name: TextName, more: { readonly isLong?: boolean; readonly type?: string } = {}) => (
    <div key={name}>
      <TextField
        label={t(`brandField.${name}`)}
        value={values[name] ?? ''}
        placeholder={seen.effective[name] ?? ''}
        disabled={isPinned(name)}
        onChange={({ target }) => onChange({ [name]: target.value })}
        {...more}
      />
      {isPinned(name) && <Badge tone="info">{t('settings.environment')}</Badge>}
    </div>
  )
  return (
    <div className="stack">
      {line('serviceName')}
      {PICTURES.map((name) => (
        <PictureField
          key={name}
          label={t(`brandField.${name}`)}
          digest={values[name]}
          isPinned={isPinned(name)}
          onChange={(digest) => onChange({ [name]: digest })}
        />
      ))}
      <div className="colour-fields">
        {COLOURS.map((name) => (
          <ColourField
            key={name}
            label={t(`brandField.${name}`)}
            value={values[name]}
            usual={seen.effective[name] ?? '#000000'}
            isPinned={isPinned(name)}
            onChange={(value) => onChange({ [name]: value })}
          />
        ))}
      </div>
      {LINKS.map((name) => line(name, { type: 'url' }))}
      {line('footer', { isLong: true })}
      {line('mailName')}
      {line('mailReplyTo', { type: 'email' })}
    </div>
  )
}
