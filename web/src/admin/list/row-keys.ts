import type { KeyboardEvent, MouseEvent } from 'react'

/** From the link of a row to that of another one, or from its box; with Shift, the other row is chosen like this one. */
export function goToRow(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const { target } = event
  if (step === undefined || !(target instanceof HTMLElement)) return
  const isBox = target.matches('.row-choice')
  const places = [
    ...event.currentTarget.querySelectorAll<HTMLElement>(
      isBox ? '.row-choice' : 'td:first-child a, td:first-child button',
    ),
  ]
  const at = places.findIndex((place) => place.closest('tr') === target.closest('tr'))
  const next = places[at + step]
  if (!next) return
  event.preventDefault()
  next.focus()
  const isOn = (box: HTMLElement) => (box as HTMLInputElement).checked
  if (isBox && event.shiftKey && isOn(next) !== isOn(target)) next.click()
}

let lastBox: HTMLInputElement | undefined

/** With Shift, all rows from the box that was clicked last to this one become like this one. */
export function chooseUpTo(event: MouseEvent<HTMLTableSectionElement>): void {
  const { target, currentTarget, shiftKey, nativeEvent } = event
  // Those that follow from it are no clicks of somebody.
  if (!nativeEvent.isTrusted || !(target instanceof HTMLInputElement) || !target.matches('.row-choice'))
    return
  const boxes = [...currentTarget.querySelectorAll<HTMLInputElement>('.row-choice')]
  const [from, to] = [boxes.indexOf(lastBox!), boxes.indexOf(target)].sort((one, other) => one - other)
  lastBox = target
  if (!shiftKey || from === undefined || from < 0) return
  for (const box of boxes.slice(from, to! + 1)) if (box.checked !== target.checked) box.click()
}
