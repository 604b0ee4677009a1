import type * as Library from 'oidc-provider'

/**
 * What oidc-provider exports, for whatever runs within one of its requests: there before the first of them is.
 * Undefined until {@link loadOidcLibrary} is done.
 */
export let errors: (typeof Library)['errors']
export let interactionPolicy: (typeof Library)['interactionPolicy']
export let Provider: (typeof Library)['Provider']

/** Loads oidc-provider, which takes a third of a second: the first request waits for it, not the start of the server. */
export async function loadOidcLibrary(): Promise<void> {
  if (!Provider) ({ errors, interactionPolicy, Provider } = await import('oidc-provider'))
}
