import { Field } from './field'

/** A code that came by mail. */
export function CodeField({ label }: { readonly label: string }) {
  return (
    <Field
      name="code"
      label={label}
      required
      autoComplete="one-time-code"
      autoCapitalize="characters"
      spellCheck={false}
      dir="ltr"
    />
  )
}
