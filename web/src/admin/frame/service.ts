/** Where the document says what the application has to know before it asks (src/dashboard). */
export const ROOT_ID = 'dashboard'

/** The organization, as the frame shows it. */
export interface Service {
  readonly name: string
  /** path of its logo on this server */
  readonly logo: string | undefined
}

/** What the document says of the organization. */
export function serviceOf(root: HTMLElement): Service {
  return { name: root.dataset['service'] ?? '', logo: root.dataset['logo'] }
}
