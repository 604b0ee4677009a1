import { type ClientMetadata, isDeclaredRedirect } from '@guildhall/oauth'

/** A request of an application that did not come to a good end. */
export interface FailedRequest {
  readonly client: ClientMetadata
  /** of the request, if it belongs to the browser that is told; absent where that is not known */
  readonly params?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Where a member goes on who is told that something did not work: back to where the application waits for an answer, if
 * this is its request, else to its home; `undefined` if it has said of neither where it is.
 * @param code of OAuth, which the application is told
 */
export function wayBack({ client, params }: FailedRequest, code: string, issuer: string): string | undefined {
  return (params && answerUrl(client, params, code, issuer)) ?? client.uri
}

function answerUrl(
  client: ClientMetadata,
  { redirect_uri: redirectUri, response_mode: mode, state }: Readonly<Record<string, unknown>>,
  code: string,
  issuer: string,
): string | undefined {
  // A link cannot send a form.
  if (typeof redirectUri !== 'string' || mode === 'form_post') return undefined
  if (!isDeclaredRedirect(redirectUri, client.redirectUris)) return undefined
  const answer = new URLSearchParams({
    error: code,
    ...(typeof state === 'string' && { state }),
    iss: issuer,
  })
  const url = new URL(redirectUri)
  if (mode === 'fragment') url.hash = answer.toString()
  else for (const [name, value] of answer) url.searchParams.append(name, value)
  return url.href
}
