import { Field } from './field'

interface CodeFieldProps {
  readonly label: string
  readonly hint?: string | undefined
}

/** A code that came by mail, that an app has made, or that was kept on paper. */
export function CodeField({ label, hint }: CodeFieldProps) {
  return (
    <Field
      name="code"
      label={label}
      hint={hint}
      required
      autoComplete="one-time-code"
      autoCapitalize="characters"
      spellCheck={false}
      dir="ltr"
    />
  )
}
