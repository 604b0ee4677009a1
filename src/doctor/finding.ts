import { FIXES, FOUND } from './finding-words.js'

type FoundCode = keyof typeof FOUND
type FixCode = keyof typeof FIXES

/** What a check found. */
export interface Finding {
  /** what was looked at, in a word or two: `mail` */
  readonly check: string
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped'
  /** what was found, in words */
  readonly detail: string
  /** what to do about it; commands stand on lines of their own and can be pasted */
  readonly fix?: string | undefined
  /** what was found, as a name that stays while words change */
  readonly code: string
  /** what to do about it, in the same way; absent where a command says it all */
  readonly fixCode?: string | undefined
  /** the part of `fix` that can be pasted */
  readonly commands?: string | undefined
  /** what differs from one installation to the next in the words for both codes */
  readonly values: Readonly<Record<string, string>>
}

/** What to do about something. */
export interface Advice<F extends FixCode> {
  readonly code?: F
  readonly commands?: string | undefined
}

/** What stands in braces in a text. */
type NamesIn<T extends string> = T extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never

/** Neither a text without its values compiles, nor values without a text. */
type ValuesOf<C extends FoundCode, F extends FixCode = never> = Readonly<
  Record<NamesIn<(typeof FOUND)[C]> | NamesIn<(typeof FIXES)[F]>, string | number>
>

/** Advice whose words need no values. */
export type PlainFixCode = {
  [F in FixCode]: NamesIn<(typeof FIXES)[F]> extends never ? F : never
}[FixCode]

/** @param commands what can be pasted, below the words */
export const advice = <F extends FixCode>(code: F, commands?: string): Advice<F> => ({ code, commands })

/** Where a command needs no words. */
export const paste = (commands: string): Advice<never> => ({ commands })

const told =
  (outcome: Finding['outcome']) =>
  <C extends FoundCode>(check: string, code: C, values: ValuesOf<C>): Finding =>
    find(check, outcome, code, values)

const toldWithAdvice =
  (outcome: Finding['outcome']) =>
  <C extends FoundCode, F extends FixCode>(
    check: string,
    code: C,
    values: ValuesOf<C, F>,
    what: Advice<F>,
  ): Finding =>
    find(check, outcome, code, values, what)

/** As it should be. */
export const ok = told('ok')

/** Not looked at. */
export const skipped = told('skipped')

/** Works, but not well or not for long. */
export const warning = toldWithAdvice('warning')

/** Does not work. */
export const failed = toldWithAdvice('failed')

function find(
  check: string,
  outcome: Finding['outcome'],
  code: FoundCode,
  given: Readonly<Record<string, string | number>>,
  what?: Advice<FixCode>,
): Finding {
  const values = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
  const detail = fill(FOUND[code], values)
  if (!what) return { check, outcome, detail, code, values }
  const words = what.code && fill(FIXES[what.code], values)
  const fix = [words, what.commands].filter((part) => part !== undefined).join('\n')
  return { check, outcome, detail, fix, code, fixCode: what.code, commands: what.commands, values }
}

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => values[name]!)
