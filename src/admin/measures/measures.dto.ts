import { ApiProperty, ApiSchema } from '@nestjs/swagger'
import { BUCKET_NAMES, MEASURE_GROUPS, MEASURE_KEYS } from './measure-keys.js'

/** A point of a chart. */
@ApiSchema({ name: 'MeasurePoint' })
export class MeasurePointDto {
  @ApiProperty({ format: 'date-time', description: 'When the bucket begins.' })
  at: string

  @ApiProperty()
  value: number
}

/** What a chart is drawn of. */
@ApiSchema({ name: 'Measure' })
export class MeasureDto {
  @ApiProperty({ enum: MEASURE_KEYS, enumName: 'MeasureKey' })
  key: string

  @ApiProperty({
    enum: ['gauge', 'counter'],
    description: 'gauge: how much there is; counter: how often it happened.',
  })
  kind: string

  @ApiProperty({ enum: ['count', 'bytes', 'seconds', 'share'], description: 'share: of 1.' })
  unit: string

  @ApiProperty({ enum: MEASURE_GROUPS, description: 'What it is about: charts stand together by it.' })
  group: string

  @ApiProperty()
  help: string

  @ApiProperty({ description: 'Of a counter: how often in all; of a gauge: the latest value.' })
  total: number

  @ApiProperty({ description: 'The same of the time of equal length before.' })
  previousTotal: number

  @ApiProperty({ type: [MeasurePointDto], description: 'Buckets in which something was measured.' })
  data: MeasurePointDto[]
}

/** What charts are drawn of. */
@ApiSchema({ name: 'Measures' })
export class MeasuresDto {
  @ApiProperty({ enum: BUCKET_NAMES })
  bucket: string

  @ApiProperty({ format: 'date-time' })
  from: string

  @ApiProperty({ format: 'date-time' })
  to: string

  @ApiProperty({ type: [MeasureDto] })
  data: MeasureDto[]
}

/** How often a method was called, and how long that took. */
@ApiSchema({ name: 'MethodCalls' })
export class MethodCallsDto {
  @ApiProperty({ description: 'Its NSID.' })
  method: string

  @ApiProperty()
  requests: number

  @ApiProperty({ description: 'Those that were refused (4xx).' })
  clientErrors: number

  @ApiProperty({ description: 'Those that failed because of the server (5xx).' })
  serverErrors: number

  @ApiProperty({ description: 'Half of the calls took no longer (s).' })
  p50: number

  @ApiProperty({ description: '95 of 100 calls took no longer (s).' })
  p95: number

  @ApiProperty({ description: '99 of 100 calls took no longer (s).' })
  p99: number
}

/** The methods that were called most, in whole hours or days. */
@ApiSchema({ name: 'TopMethods' })
export class TopMethodsDto {
  @ApiProperty({ type: [MethodCallsDto] })
  data: MethodCallsDto[]
}
