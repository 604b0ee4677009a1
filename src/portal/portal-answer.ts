/** What a browser gets. */
export type PortalAnswer = (
  | { readonly kind: 'go'; readonly to: string }
  | {
      readonly kind: 'show'
      readonly html: string
      readonly status: number
      /** where the browser goes on by itself, as soon as it has the page: a path on this server */
      readonly next?: string | undefined
      /** origin at which its forms end up after their redirects, if not here: browsers look at that as well */
      readonly formsTo?: string | undefined
    }
) & {
  /** headers `Set-Cookie` */
  readonly cookies: readonly string[]
}
