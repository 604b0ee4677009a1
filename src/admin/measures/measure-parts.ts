import { BackgroundGauges } from './background-gauges.js'
import { BlobSampling } from './blob-sampling.js'
import { ExpiredMeasures } from './expired-measures.js'
import { GaugeSampling } from './gauge-sampling.js'
import { GaugeSources } from './gauge-sources.js'
import { LatencyCharts } from './latency-charts.js'
import { MeasureCharts } from './measure-charts.js'
import { MeasureStore } from './measure.store.js'
import { MethodTimingStore } from './method-timing.store.js'
import { NetworkGauges } from './network-gauges.js'
import { NodeCounters } from './node-counters.js'
import { NodeMeasures } from './node-measures.js'
import { TopMethods } from './top-methods.js'

/** What is measured, and what charts are drawn of. */
export const MEASURE_PARTS = [
  MeasureStore,
  MethodTimingStore,
  MeasureCharts,
  LatencyCharts,
  TopMethods,
  GaugeSources,
  NetworkGauges,
  BackgroundGauges,
  GaugeSampling,
  BlobSampling,
  NodeCounters,
  NodeMeasures,
  ExpiredMeasures,
]
