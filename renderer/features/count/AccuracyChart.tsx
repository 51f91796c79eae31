import type { AccuracyRow } from '#shared/contract/api/index.ts'
import { formatCount, formatNumber } from '#shared/words/format.ts'
import css from './AccuracyChart.module.css'
import { accuracyPoints } from './accuracy.ts'

const width = 1000
const height = 120

/** How many of the counted lines agreed with the book, day by day; the circle grows with the lines of the day. */
export const AccuracyChart = ({ rows }: { rows: readonly AccuracyRow[] }) => {
  const points = accuracyPoints(rows, width, height)
  const last = points.at(-1)
  return (
    <figure className={css['chart']}>
      <figcaption>
        {last === undefined
          ? 'Nothing was counted yet'
          : `On ${last.day} ${formatNumber(last.percent)} % of ${formatCount(last.lines, 'line', 'lines')} agreed with the book`}
      </figcaption>
      <svg
        viewBox={`-72 -16 ${String(width + 96)} ${String(height + 32)}`}
        role="img"
        aria-label="Accuracy over time"
      >
        {[0, 50, 100].map((percent) => (
          <g key={percent} className={css['grid']}>
            <line
              x1={0}
              x2={width}
              y1={height - (height * percent) / 100}
              y2={height - (height * percent) / 100}
            />
            <text x={-16} y={height - (height * percent) / 100}>
              {`${String(percent)} %`}
            </text>
          </g>
        ))}
        <polyline
          className={css['line']}
          points={points.map(({ x, y }) => `${String(x)},${String(y)}`).join(' ')}
        />
        {points.map(({ day, x, y, r, percent, lines }) => (
          <circle key={day} className={css['point']} cx={x} cy={y} r={r}>
            <title>{`${day}: ${formatNumber(percent)} % of ${formatCount(lines, 'line', 'lines')}`}</title>
          </circle>
        ))}
      </svg>
    </figure>
  )
}
