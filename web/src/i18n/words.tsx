import type { ParseKeys } from 'i18next'
import type { ReactElement } from 'react'
import { Trans, useTranslation } from 'react-i18next'

/** The name of a text. */
export type TextKey = ParseKeys

interface TextProps {
  readonly text: TextKey
  readonly values?: Readonly<Record<string, string>> | undefined
  /** What stands for the tags of the text, by their names. */
  readonly parts?: Readonly<Record<string, ReactElement>> | undefined
}

/** A text with markup in it. What is put into it is text, whatever it looks like. */
export function Text({ text, values, parts }: TextProps) {
  const { t } = useTranslation()
  return (
    <Trans
      t={t}
      // Of so many names the compiler would try every combination.
      i18nKey={text as 'action.signIn'}
      values={values ?? {}}
      components={{ code: <code />, ...parts }}
      tOptions={{ interpolation: { escapeValue: true } }}
      shouldUnescape
    />
  )
}
