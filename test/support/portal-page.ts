import { formOf, type Shown } from './oauth-browser.js'

/** What all forms of a page of the portal send along. */
export function csrfOf(page: Shown): string {
  return formOf(page).fields.find(([name]) => name === 'csrf')![1]
}

/** The value of the first button of a name. */
export function buttonOf({ html }: Shown, name: string): string {
  const [tag = ''] = new RegExp(`<button\\b[^>]*\\bname="${name}"[^>]*>`).exec(html) ?? []
  const [, value] = /\bvalue="([^"]*)"/.exec(tag) ?? []
  if (value === undefined) throw new Error(`there is no button ${name} on this page`)
  return value.replaceAll('&amp;', '&')
}
