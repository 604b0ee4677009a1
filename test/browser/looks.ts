/** How somebody sits in front of a page. */
export interface Look {
  readonly screen: 'desktop' | 'phone'
  readonly colorScheme: 'light' | 'dark'
  readonly viewport: { readonly width: number; readonly height: number }
}

const DESKTOP = { screen: 'desktop', viewport: { width: 1280, height: 900 } } as const
const PHONE = { screen: 'phone', viewport: { width: 360, height: 740 } } as const

/** Each size and each theme once; all four pairs with `PAGE_LOOKS=all`. */
export const LOOKS: readonly Look[] = [
  { ...DESKTOP, colorScheme: 'light' },
  { ...PHONE, colorScheme: 'dark' },
  ...(process.env.PAGE_LOOKS === 'all'
    ? ([
        { ...DESKTOP, colorScheme: 'dark' },
        { ...PHONE, colorScheme: 'light' },
      ] as const)
    : []),
]

export const DESKTOP_SIZE = DESKTOP.viewport

/** Whether a page is wider than its window: then it would have to be scrolled to the side. */
export const IS_TOO_WIDE = 'document.documentElement.scrollWidth > innerWidth'
