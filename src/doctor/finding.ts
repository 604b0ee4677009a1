/** What a check found. */
export interface Finding {
  /** what was looked at, in a word or two: `mail` */
  readonly check: string
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped'
  /** what was found, in words */
  readonly detail: string
  /** what to do about it; commands stand on lines of their own and can be pasted */
  readonly fix?: string | undefined
}

/** As it should be. */
export const ok = (check: string, detail: string): Finding => ({ check, outcome: 'ok', detail })

/** Not looked at. */
export const skipped = (check: string, detail: string): Finding => ({ check, outcome: 'skipped', detail })

/** Works, but not well or not for long. */
export const warning = (check: string, detail: string, fix: string): Finding => ({
  ...{ check, outcome: 'warning', detail, fix },
})

/** Does not work. */
export const failed = (check: string, detail: string, fix: string): Finding => ({
  ...{ check, outcome: 'failed', detail, fix },
})
