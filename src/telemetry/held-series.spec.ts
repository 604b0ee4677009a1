import { Metrics } from './metrics.js'
import { Tallies } from './tallies.js'
import { Timings } from './timings.js'

const lines = async (metrics: Metrics, name: string) =>
  (await metrics.text()).split('\n').filter((line) => line.startsWith(name))

describe('numbers that are held by those who count', () => {
  it('are one for each set of labels', async () => {
    const metrics = new Metrics()
    const tallies = new Tallies('kind', 'result')
    metrics.expose('things_total', 'Things.', tallies)
    const held = tallies.of('a', 'ok')
    held.add()
    held.add(2)
    tallies.of('b', 'ok').add()
    expect(tallies.of('a', 'ok')).toBe(held)
    expect(await lines(metrics, 'things_total')).toEqual([
      'things_total{kind="a",result="ok"} 3',
      'things_total{kind="b",result="ok"} 1',
    ])
  })

  it('show distributions as Prometheus reads them: a value counts in every range that it is not above', async () => {
    const metrics = new Metrics()
    const timings = new Timings([1, 2.5], 'kind')
    metrics.expose('waits_seconds', 'Waits.', timings)
    for (const value of [0.5, 1, 2, 7]) timings.of('a').observe(value)
    expect(await lines(metrics, 'waits_seconds')).toEqual([
      'waits_seconds_bucket{kind="a",le="1"} 2',
      'waits_seconds_bucket{kind="a",le="2.5"} 3',
      'waits_seconds_bucket{kind="a",le="+Inf"} 4',
      'waits_seconds_sum{kind="a"} 10.5',
      'waits_seconds_count{kind="a"} 4',
    ])
  })

  it('measure work by its outcome, and pass on what it ends with', async () => {
    const timings = new Timings([1], 'result')
    const label = (outcome: object) => ['value' in outcome ? 'good' : 'bad']
    await expect(timings.measure(Promise.resolve(5), label)).resolves.toBe(5)
    await expect(timings.measure(Promise.reject(new Error('no')), label)).rejects.toThrow('no')
    const counted = timings.samples('t').filter(({ metricName }) => metricName === 't_count')
    expect(counted).toEqual([
      { metricName: 't_count', labels: { result: 'good' }, value: 1 },
      { metricName: 't_count', labels: { result: 'bad' }, value: 1 },
    ])
  })

  it('are shown as well if somebody else keeps them', async () => {
    const metrics = new Metrics()
    let kept = 3
    metrics.total('kept_total', 'Kept.', () => kept)
    metrics.level('level', 'Level.', async () => kept * 2)
    expect(await lines(metrics, 'kept_total')).toEqual(['kept_total 3'])
    kept = 5
    expect(await lines(metrics, 'kept_total')).toEqual(['kept_total 5'])
    expect(await lines(metrics, 'level')).toEqual(['level 10'])
  })
})
