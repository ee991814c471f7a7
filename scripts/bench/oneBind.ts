/** A cold start: loads the function of a folder, makes one bind, and ends with its peak memory, in KiB. */
import { writeSync } from 'node:fs'
import { event } from './event'

require(String(process.argv[2]))
  .main(event)
  .then(({ errCode }: { errCode: number }) => {
    writeSync(1, `\n${process.resourceUsage().maxRSS}`)
    process.exit(errCode === 0 ? 0 : 1)
  })
