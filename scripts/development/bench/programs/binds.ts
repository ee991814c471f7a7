/**
 * An instance: loads functions, binds with each alternately, in blocks, and prints its peak memory and what the calls took.
 * Alternating makes load on the machine affect all functions equally.
 */
import { writeSync } from 'node:fs'

/** What it prints: for each function, the mean times of the calls in each block, in milliseconds. */
export interface Bound {
  peakKiB: number
  functions: { wall: number[]; cpu: number[] }[]
}

type Main = (event: object, context: object) => Promise<{ errCode: number }>

/** As in the documentation's sample. */
const EVENT = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' }

async function binds(blocks: number, calls: number, paths: readonly string[]): Promise<void> {
  const functions = paths.map((path): Bound['functions'][number] & { main: Main } => ({
    main: require(path).main,
    wall: [],
    cpu: [],
  }))
  for (let block = 0; block < blocks; block++) {
    for (const { main, wall, cpu } of functions) {
      const cpuBefore = process.cpuUsage()
      const before = performance.now()
      for (let call = 0; call < calls; call++) {
        const { errCode } = await main(EVENT, { time_limit_in_ms: 3000, request_id: String(call) })
        if (errCode !== 0) throw new Error(`errCode ${errCode}`)
      }
      wall.push((performance.now() - before) / calls)
      const { user, system } = process.cpuUsage(cpuBefore)
      cpu.push((user + system) / 1000 / calls)
    }
  }
  writeSync(1, `\n${JSON.stringify({ peakKiB: process.resourceUsage().maxRSS, functions })}`)
  process.exit()
}

if (require.main === module) {
  const [blocks, calls, ...paths] = process.argv.slice(2)
  void binds(Number(blocks), Number(calls), paths)
}
