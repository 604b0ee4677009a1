/** What a browser gets. */
export type PortalAnswer = (
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'show'; readonly html: string; readonly status: number }
) & {
  /** headers `Set-Cookie` */
  readonly cookies: readonly string[]
}
