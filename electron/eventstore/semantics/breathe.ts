/** Lets everybody else have their turn: for work that reads on and on without anybody to wait for. */
export const breathe = () => new Promise<void>((resolve) => void setImmediate(resolve))
