/** Drawings in a square of 20 units, in strokes. */
const DRAWINGS = {
  gauge: 'M3 14a7 7 0 1 1 14 0M10 14l3.5-4.5M3 14h1.5M15.5 14H17',
  people:
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5M13 3.8a3 3 0 0 1 0 5.4M15 12.3c2 .5 3 2 3 4.2',
  ticket: 'M2.5 7V5h15v2a3 3 0 0 0 0 6v2h-15v-2a3 3 0 0 0 0-6ZM12 5v2.5M12 9v2M12 12.5V15',
  flag: 'M4.5 17.5v-15M4.5 3.5c3-1.5 5 1.5 8 .5l3-.8v8l-3 .8c-3 1-5-2-8-.5',
  wave: 'M2 10c2-5 4-5 5.5 0s3.5 5 5 0 3-5 5.5 0',
  gear: 'M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4',
  scroll: 'M5 3h8.5v14H6.5A1.5 1.5 0 0 1 5 15.5V3ZM8 7h3.5M8 10h3.5M8 13h2',
  key: 'M7 13a4 4 0 1 1 3.4-6.1M10.6 9.5H18v3M14.5 9.5v2.5',
  jobs: 'M4 5h12M4 10h12M4 15h7M14 13.5l2 1.5-2 1.5Z',
  globe:
    'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM2.5 10h15M10 2.5c2.5 2 3.5 4.5 3.5 7.5S12.5 15.5 10 17.5c-2.5-2-3.5-4.5-3.5-7.5S7.5 4.5 10 2.5Z',
  palette:
    'M10 2.5a7.5 7.5 0 1 0 0 15c1.5 0 1.5-1.2 1-2s0-2 1.5-2h2c1.8 0 3-1.5 3-3.5 0-4.2-3.3-7.5-7.5-7.5ZM6.5 9h.01M9 6h.01M13 6.5h.01',
  shield: 'M10 2.5l6 2v5c0 4-2.5 6.5-6 8-3.5-1.5-6-4-6-8v-5ZM7.5 9.5l2 2 3.5-3.5',
  search: 'M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM13.5 13.5l4 4',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  help: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM7.8 7.8c.3-1.3 1.2-1.8 2.2-1.8 1.3 0 2.2.8 2.2 2 0 1.7-2.2 1.7-2.2 3.5M10 13.8h.01',
  person: 'M10 9.5a3.2 3.2 0 1 0 0-6.5 3.2 3.2 0 0 0 0 6.5ZM3.5 17c0-3.2 2.8-5 6.5-5s6.5 1.8 6.5 5',
  copy: 'M7 7h9.5v9.5H7ZM13 7V3.5H3.5V13H7',
  check: 'M4 10.5l4 4 8-9',
  close: 'M5 5l10 10M15 5L5 15',
  down: 'M5 7.5l5 5 5-5',
  next: 'M7.5 4.5l5.5 5.5-5.5 5.5',
  back: 'M12.5 4.5L7 10l5.5 5.5',
  up: 'M10 16.5v-13M5 8l5-5 5 5',
  refresh: 'M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 3v3.5H13',
  approval: 'M4 10.5l3 3 5-6M9.5 13l.5.5 6-7.5',
  lock: 'M5 9.5h10V17H5ZM7 9.5v-3a3 3 0 0 1 6 0v3M10 12.5v2',
  file: 'M5 2.5h6.5L15 6v11.5H5ZM11.5 2.5V6H15',
  hook: 'M10 5.5a2.5 2.5 0 1 1 2.2 3.7L9 14.5M6.5 9.6a3.2 3.2 0 1 0 2.7 4.9M9.5 15h5.3a2.5 2.5 0 1 0-1.6-4.4',
  disk: 'M3 6c0-1.7 3-3 7-3s7 1.3 7 3-3 3-7 3-7-1.3-7-3ZM3 6v8c0 1.7 3 3 7 3s7-1.3 7-3V6M3 10c0 1.7 3 3 7 3s7-1.3 7-3',
  pulse: 'M2.5 10.5h3l2-5.5 4 10.5 2.2-5h3.8',
  hourglass:
    'M5 2.5h10M5 17.5h10M6 2.5c0 4 3.5 5 4 7.5.5-2.5 4-3.5 4-7.5M6 17.5c0-4 3.5-5 4-7.5.5 2.5 4 3.5 4 7.5',
  upload: 'M10 13V3.5M6 7l4-4 4 4M3 13v3.5h14V13',
  box: 'M3 6.5l7-3.5 7 3.5v7L10 17l-7-3.5ZM3 6.5L10 10l7-3.5M10 10v7',
  move: 'M3 7h12M12 3.5L15.5 7 12 10.5M17 13H5M8 9.5L4.5 13 8 16.5',
  door: 'M8 3H4v14h4M12 6.5l3.5 3.5-3.5 3.5M15.5 10H8',
  warning: 'M10 3l8 13.5H2ZM10 8v4M10 14.2h.01',
} as const

export type IconName = keyof typeof DRAWINGS

/** Those that point somewhere point the other way in languages that are written the other way. */
const POINTING: readonly IconName[] = ['next', 'back']

/** A drawing that goes with words; whoever does not see it misses nothing. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      className={POINTING.includes(name) ? 'icon pointing' : 'icon'}
      viewBox="0 0 20 20"
      aria-hidden="true"
    >
      <path d={DRAWINGS[name]} />
    </svg>
  )
}
