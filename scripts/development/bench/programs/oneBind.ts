/** A cold start: loads a function, makes one bind, and prints its peak memory. */
import { writeSync } from 'node:fs'
import { event } from './event'

async function oneBind(path: string): Promise<void> {
  const { main }: { main: (event: object) => Promise<{ errCode: number }> } = require(path)
  const { errCode } = await main(event)
  writeSync(1, `\n${JSON.stringify({ peakKiB: process.resourceUsage().maxRSS })}`)
  process.exit(errCode === 0 ? 0 : 1)
}

if (require.main === module) void oneBind(String(process.argv[2]))
