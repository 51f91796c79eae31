import { EyeOff } from 'lucide-react'
import { Empty } from '../../ui/index.ts'

/** In place of what the book says, where whoever looks counts it blind. */
export const CoveredHere = () => (
  <Empty icon={EyeOff} title="Covered while you count it blind">
    What the book says is shown again when the count is handed in.
  </Empty>
)
