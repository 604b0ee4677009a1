/** Numbers that are tried behind a name that somebody has. */
const NUMBERS = 20

/** What is tried for somebody whose name is this: the name, then the name with a number behind it, from 2 on. */
export function nameChoices(name: string): string[] {
  return [name, ...Array.from({ length: NUMBERS }, (_none, index) => `${name}${index + 2}`)]
}
