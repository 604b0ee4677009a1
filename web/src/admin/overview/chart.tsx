import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import type { components } from '../api/generated/schema'
import { useTexts } from '../texts/texts'
import { measureText, type MeasureUnit } from './measure-text'
import { useThemeChanges } from './use-theme-changes'

const HEIGHT = 140
const LINE_WIDTH = 2
/** A single bucket is no line: it is shown as a point. */
const POINTS_SHOWN_MAX = 2
const TIME_AXIS_SPACE = 70
const TIME_AXIS_SIZE = 28

const COUNT_AXIS_SIZE = 52
const UNIT_AXIS_SIZE = 64
const WHOLE_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1e5, 1e6, 1e7, 1e8]

/** How high a chart is at least, so that next to nothing does not look like much. */
const LEAST_TOP: Readonly<Record<MeasureUnit, number>> = { count: 1, bytes: 1_000, seconds: 0.01, share: 0.1 }

interface ChartProps {
  readonly points: readonly components['schemas']['MeasurePoint'][]
  /** counters are filled to the ground */
  readonly kind: 'gauge' | 'counter'
  readonly unit: MeasureUnit
  /** what it says, in words */
  readonly label: string
  /** of the whole time, whether or not something was measured in all of it (ISO 8601) */
  readonly from: string
  readonly to: string
  /** how fine it is: days have no times */
  readonly bucket: components['schemas']['Measures']['bucket']
}

/** A line over time, in the colours of the organization. */
export function Chart({ label, ...drawing }: ChartProps) {
  const { points, kind, unit, from, to, bucket } = drawing
  const { language } = useTexts()
  const place = useRef<HTMLDivElement>(null)
  const theme = useThemeChanges()
  useEffect(() => {
    const element = place.current!
    const data: uPlot.AlignedData = [
      points.map(({ at }) => Date.parse(at) / 1_000),
      points.map(({ value }) => value),
    ]
    const chart = new uPlot(
      optionsOf(element, { points, kind, unit, from, to, bucket }, language),
      data,
      element,
    )
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.destroy()
    }
  }, [points, kind, unit, from, to, bucket, language, theme])
  return <div ref={place} className="chart" role="img" aria-label={label} dir="ltr" />
}

type Drawing = Omit<ChartProps, 'label'>

function optionsOf(element: HTMLElement, drawing: Drawing, language: string): uPlot.Options {
  const { points, kind, unit, from, to, bucket } = drawing
  const time = new Intl.DateTimeFormat(
    language,
    bucket === 'day' ? { day: 'numeric', month: 'short' } : { hour: 'numeric', minute: '2-digit' },
  )
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const axis: uPlot.Axis = {
    stroke: colour('muted'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
    font: `12px ${style.fontFamily}`,
  }
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 8, 0, 0],
    scales: {
      x: { range: [Date.parse(from) / 1_000, Date.parse(to) / 1_000] },
      y: { range: (_chart, _low, high) => [0, Math.max(high, LEAST_TOP[unit])] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: TIME_AXIS_SIZE,
        space: TIME_AXIS_SPACE,
        values: (_chart, splits) => splits.map((at) => time.format(new Date(at * 1_000))),
      },
      {
        ...axis,
        size: unit === 'count' ? COUNT_AXIS_SIZE : UNIT_AXIS_SIZE,
        space: 36,
        values: (_chart, splits) => splits.map((value) => measureText(value, unit, language)),
        // There is no half of what is counted.
        ...(unit === 'count' && { incrs: WHOLE_STEPS }),
      },
    ],
    series: [
      {},
      {
        stroke: colour('accent'),
        width: LINE_WIDTH,
        points: { show: points.length <= POINTS_SHOWN_MAX },
        ...(kind === 'counter' && { fill: `${colour('accent')}22` }),
      },
    ],
  }
}
