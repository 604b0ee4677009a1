import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api, dataOf } from '../api/client'
import { useTexts } from '../texts/texts'
import { TextField } from './text-field'

/** As the API has it. */
const TEXT_LENGTH_MAX = 5_000

/** What a form says of the letter to the member. */
export function letterIn(form: FormData): { tell: boolean; text?: string } {
  const text = String(form.get('text') ?? '').trim()
  const tell = form.has('tell')
  return { tell, ...(tell && text && { text }) }
}

/** Whether the member gets a letter. */
export function TellField({ onChange }: { readonly onChange?: (tell: boolean) => void }) {
  const { t } = useTexts()
  return (
    <label className="check">
      <input
        type="checkbox"
        name="tell"
        defaultChecked
        onChange={({ target }) => onChange?.(target.checked)}
      />
      {t('letter.tell')}
    </label>
  )
}

/** Whether the member gets a letter, and what it says besides: written, or begun with a reason that is given often. */
export function LetterFields() {
  const { t } = useTexts()
  const id = useId()
  const [tells, setTells] = useState(true)
  const [text, setText] = useState('')
  const { data: reasons = [] } = useQuery({
    queryKey: ['reasons'],
    queryFn: async () => (await dataOf(api.GET('/admin/v1/reasons'))).data,
  })
  return (
    <>
      <TellField onChange={setTells} />
      {tells && reasons.length > 0 && (
        <div className="field">
          <label htmlFor={id}>{t('letter.template')}</label>
          <select
            id={id}
            className="entry"
            defaultValue=""
            onChange={({ target }) => setText(reasons.find(({ name }) => name === target.value)?.text ?? '')}
          >
            <option value="">{t('letter.noTemplate')}</option>
            {reasons.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      {tells && (
        <TextField
          label={t('letter.text')}
          hint={t('letter.textHint')}
          name="text"
          isLong
          maxLength={TEXT_LENGTH_MAX}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      )}
    </>
  )
}
