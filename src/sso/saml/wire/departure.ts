import type { Departure, SamlTask } from './saml-messages.js'
import { strictSaml } from './strict-saml.js'

/** Asks a provider who somebody is; the request is signed. */
export async function depart(task: Extract<SamlTask, { task: 'depart' }>): Promise<Departure> {
  const saml = strictSaml(task)
  const { binding, url } = task.provider.signOn
  if (binding === 'redirect') {
    return { kind: 'redirect', url: await saml.getAuthorizeUrlAsync(task.relayState, undefined, {}) }
  }
  const fields = await saml.getAuthorizeMessageAsync(task.relayState, undefined, {})
  return {
    kind: 'form',
    url,
    fields: Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, String(v)])),
  }
}
