/** What the organization looks like, as far as pages show it. */
export interface Look {
  readonly serviceName: string
  /** path of the style sheet with its colours */
  readonly sheet: string
  /** path of its icon on this server */
  readonly icon: string
  /** path of its logo on this server */
  readonly logo: string | undefined
  readonly hasPicture: boolean
  /** the last words of every page, such as an imprint */
  readonly footer: string | undefined
  readonly links: {
    readonly home: string | undefined
    readonly support: string | undefined
    readonly privacyPolicy: string | undefined
    readonly termsOfService: string | undefined
  }
}
