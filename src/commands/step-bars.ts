import type { OperatorConsole, ProgressBar } from './operator-console.js'

/** A bar for each step of something long, one after the other. */
export function stepBars(console: OperatorConsole) {
  let bar: ProgressBar | undefined
  let [shownStep, shown] = ['', 0]
  const onStep = (step: string, done: number, of: number): void => {
    if (step !== shownStep) {
      bar?.end()
      bar = console.progress(step, of, step)
      ;[shownStep, shown] = [step, 0]
    }
    bar?.add(done - shown)
    shown = done
  }
  return { onStep, end: () => bar?.end() }
}
