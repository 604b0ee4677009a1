interface RowActionProps {
  /** the word on the button */
  readonly name: string
  /** to what it is done, for those who do not see the row */
  readonly of: string
  readonly onClick: () => void
}

/** Something that can be done to the row of a table. */
export function RowAction({ name, of, onClick }: RowActionProps) {
  return (
    <button type="button" className="link-button" aria-label={`${name}: ${of}`} onClick={onClick}>
      {name}
    </button>
  )
}
