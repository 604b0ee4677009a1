import { numberText } from '../controls/amounts'
import { Fact } from '../controls/facts'
import { useTexts } from '../texts/texts'

/** What came of long work: mostly numbers. */
export function JobResult({ result }: { readonly result: object }) {
  const { language, nameOf } = useTexts()
  const shown = (value: unknown) =>
    typeof value === 'number'
      ? numberText(value, language)
      : typeof value === 'string'
        ? value
        : JSON.stringify(value)
  return Object.entries(result).map(([name, value]) => (
    <Fact key={name} name={nameOf('jobs.result', name, nameOf('bulk.outcome', name))}>
      {shown(value)}
    </Fact>
  ))
}
