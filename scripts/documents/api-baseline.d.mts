/** A field of what an operation takes or answers with. */
export interface BaselineField {
  type: string
  required: boolean
}

/** What clients may rely on. */
export interface Surface {
  operations: Record<string, { parameters: Record<string, boolean>; takes: string; answers: string }>
  takes: Record<string, Record<string, BaselineField>>
  answers: Record<string, Record<string, BaselineField>>
}

export function surfaceOf(document: object): Surface
export function breaksOf(baseline: Surface, surface: Surface): string[]
export function grownBaseline(present: string | undefined, openapi: string): string
