/** A local WeChat with the given fixtures and records. */
import { createLocalWeChat } from '../../emulator/createLocalWeChat'

async function localWeChat(fixtures = '', state = ''): Promise<void> {
  const { url, close } = await createLocalWeChat({ fixtures, state })
  process.once('SIGTERM', close)
  console.log(`local WeChat ready at ${url}`)
}

if (require.main === module) void localWeChat(...process.argv.slice(2))
