import { Fragment } from 'react'

/** A name of words with dots between them, such as a handle or a host: where there is little room it breaks behind a dot. */
export function Breakable({ name }: { readonly name: string }) {
  return (
    <span className="breakable">
      {name.split(/(?<=\.)/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  )
}
