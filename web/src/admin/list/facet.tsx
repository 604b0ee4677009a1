import { useTexts } from '../texts/texts'
import { Choice, type Option } from './choice'

interface FacetProps {
  readonly label: string
  readonly value: string | undefined
  readonly options: readonly Option[]
  readonly onChange: (value: string | undefined) => void
}

/** Narrows a list by one property. */
export function Facet({ label, value, options, onChange }: FacetProps) {
  const { t } = useTexts()
  const all = { value: '', name: t('list.any', { label }) }
  return (
    <Choice
      label={label}
      value={value ?? ''}
      options={[all, ...options]}
      isSet={value !== undefined}
      onChange={(chosen) => onChange(chosen === '' ? undefined : chosen)}
    />
  )
}
