/** The minimum of a cold start: makes one plain HTTP request, and prints its peak memory, in KiB. */
import { writeSync } from 'node:fs'
import { request } from 'node:http'
import { event } from './event'

function oneRequest(url: string): void {
  request(url, { method: 'POST' }, (response) => {
    response.resume().once('end', () => {
      writeSync(1, `\n${process.resourceUsage().maxRSS}`)
      process.exit()
    })
  }).end(JSON.stringify(event))
}

if (require.main === module) oneRequest(String(process.argv[2]))
