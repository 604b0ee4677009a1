import { Injectable } from '@nestjs/common'
import type {
  ChooseAccountState,
  ConsentState,
  ErrorState,
  PageState,
  ResetState,
  SignInState,
  SignUpState,
} from './page-state.js'
import { Pages } from './pages.js'

const TITLES: Readonly<Record<PageState['page'], string>> = {
  'sign-in': 'Sign in',
  'choose-account': 'Choose an account',
  'sign-up': 'Create an account',
  consent: 'Allow access',
  error: 'Something went wrong',
  'reset-password': 'Choose a new password',
}

/** Pages that are nothing but their content: HTML without styles and scripts. */
@Injectable()
export class PlainPages extends Pages {
  override render(state: PageState): string {
    const title = TITLES[state.page]
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
</head>
<body>
<main>
<h1>${title}</h1>
${appOf(state)}${problemOf(state)}${bodyOf(state)}
</main>
</body>
</html>
`
  }
}

function bodyOf(state: PageState): string {
  switch (state.page) {
    case 'sign-in':
      return signIn(state)
    case 'choose-account':
      return chooseAccount(state)
    case 'sign-up':
      return signUp(state)
    case 'consent':
      return consent(state)
    case 'error':
      return error(state)
    case 'reset-password':
      return resetPassword(state)
  }
}

function signIn(state: SignInState): string {
  const fixed = state.fixed ? ' readonly' : ''
  return form(
    state,
    `${field('Handle or e-mail address', 'identifier', `value="${escape(state.identifier)}" autocomplete="username"${fixed} required`)}
${field('Password', 'password', 'type="password" autocomplete="current-password" required')}
${state.code ? field('Code from the mail', 'code', 'autocomplete="one-time-code"') : ''}
<p><label><input type="checkbox" name="remember"${state.remember ? ' checked' : ''}> Stay signed in</label></p>
${button('accept', 'Sign in')} ${button('deny', 'Cancel', true)}`,
    [
      [state.links.reset, 'Forgot your password?'],
      [state.links.signUp, 'Create an account'],
      [state.links.choose, 'Choose another account'],
    ],
  )
}

function chooseAccount(state: ChooseAccountState): string {
  const accounts = state.accounts.map(
    ({ did, handle }) =>
      `<p><button type="submit" name="account" value="${escape(did)}">Continue as @${escape(handle)}</button></p>`,
  )
  return form(
    state,
    `${accounts.join('\n')}\n${button('other', 'Use another account')} ${button('deny', 'Cancel')}`,
  )
}

function signUp(state: SignUpState): string {
  const invite = state.inviteRequired ? field('Invite code', 'inviteCode', 'required') : ''
  return form(
    state,
    `${field('Handle', 'handle', `value="${escape(state.handle)}" required`)}
<p>${state.domains.map((domain) => `name${escape(domain)}`).join(', ')}</p>
${field('E-mail address', 'email', `type="email" value="${escape(state.email)}" autocomplete="email" required`)}
${field('Password', 'password', 'type="password" autocomplete="new-password" required')}
${invite}
${button('accept', 'Create account')} ${button('deny', 'Cancel', true)}`,
    [
      [state.links.signIn, 'Sign in instead'],
      [state.links.terms, 'Terms'],
      [state.links.privacy, 'Privacy'],
    ],
  )
}

function consent(state: ConsentState): string {
  const permissions = state.permissions.map(({ scope, required, title, details, exact }) => {
    const input = required
      ? `<input type="hidden" name="scope" value="${escape(scope)}">`
      : `<input type="checkbox" name="scope" value="${escape(scope)}" checked> `
    const list = exact.length > 1 ? `<ul>${exact.map((one) => `<li>${escape(one)}</li>`).join('')}</ul>` : ''
    return `<li><label>${input}${escape(title ?? scope)}</label>${details ? `<p>${escape(details)}</p>` : ''}${list}</li>`
  })
  return form(
    state,
    `<p>Signed in as @${escape(state.account.handle)}</p>
<ul>
${permissions.join('\n')}
</ul>
${button('accept', 'Allow')} ${button('deny', 'Deny')} ${button('other', 'Use another account')}`,
  )
}

function error({ code, message, returnUrl }: ErrorState): string {
  const back =
    returnUrl === undefined ? '' : `<p><a href="${escape(returnUrl)}">Back to the application</a></p>`
  return `<p data-error="${escape(code)}">${escape(message)}</p>${back}`
}

function resetPassword(state: ResetState): string {
  const links: [string | undefined, string][] = [[state.links.signIn, 'Sign in']]
  if (state.step === 'done') return `<p>Your password was changed.</p>${linksOf(links)}`
  const fields =
    state.step === 'request'
      ? field('E-mail address', 'identifier', 'type="email" autocomplete="email" required')
      : `${field('Code from the mail', 'code', 'autocomplete="one-time-code" required')}
${field('New password', 'password', 'type="password" autocomplete="new-password" required')}`
  return form(state, `${fields}\n${button('accept', 'Next')}`, links)
}

function form(
  { action, csrf }: Pick<PageState, 'action' | 'csrf'>,
  content: string,
  links: [string | undefined, string][] = [],
): string {
  return `<form method="post" action="${escape(action)}">
<input type="hidden" name="csrf" value="${escape(csrf)}">
${content}
</form>
${linksOf(links)}`
}

function linksOf(links: [string | undefined, string][]): string {
  return links
    .filter(([href]) => href !== undefined)
    .map(([href, text]) => `<p><a href="${escape(href!)}">${text}</a></p>`)
    .join('\n')
}

function field(label: string, name: string, attributes: string): string {
  return `<p><label>${label}<br><input name="${name}" ${attributes}></label></p>`
}

function button(decision: string, label: string, isPlain = false): string {
  const attributes = isPlain ? ' formnovalidate' : ''
  return `<button type="submit" name="decision" value="${decision}"${attributes}>${label}</button>`
}

function appOf({ app }: PageState): string {
  if (!app) return ''
  const name =
    app.trusted && app.name !== undefined
      ? `${escape(app.name)} (${escape(app.clientId)})`
      : escape(app.clientId)
  return `<p>${name} asks to act for you.</p>\n`
}

function problemOf({ problem }: PageState): string {
  return problem === undefined
    ? ''
    : `<p role="alert" data-problem="${problem}">${problem.replaceAll('-', ' ')}</p>\n`
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
